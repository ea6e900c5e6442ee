#pragma once

#include <chrono>
#include <cstdint>

namespace wiretape::mockserver {

/// A quota that fills up evenly: `per_minute` units in 60 s, and never more than that many. Begins full. Exact: counted
/// in units of a sixty-millionth, of which `per_minute` come each microsecond, so that nothing is ever rounded away.
/// The time is passed in; one that is earlier than the last changes nothing. Not thread safe.
class TokenBucket {
 public:
  static constexpr std::uint64_t most_per_minute = 100'000'000'000;  ///< more would overflow

  /// `per_minute` is 1 to most_per_minute.
  TokenBucket(std::uint64_t per_minute, std::chrono::microseconds now)
      : per_minute_(per_minute), level_(per_minute * scale), filled_at_(now) {}

  /// Adds what has come since the last time.
  void fill(std::chrono::microseconds now);

  /// Takes an amount that is there: at most remaining().
  void take(std::uint64_t amount) { level_ -= amount * scale; }

  [[nodiscard]] std::uint64_t per_minute() const { return per_minute_; }

  /// The whole units that are there.
  [[nodiscard]] std::uint64_t remaining() const { return level_ / scale; }

  /// How long until `amount`, at most per_minute(), is there; rounded up to a microsecond, 0 where it is.
  [[nodiscard]] std::chrono::microseconds until(std::uint64_t amount) const;

 private:
  static constexpr std::uint64_t scale = 60'000'000;  // microseconds in a minute

  std::uint64_t per_minute_;
  std::uint64_t level_;  // in units of 1 / scale
  std::chrono::microseconds filled_at_;
};

}  // namespace wiretape::mockserver
