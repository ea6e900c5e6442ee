#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

namespace wiretape::net {

/// How long a caller may still wait, in all, before something useful must have come. What the caller takes for itself
/// between two waits does not count: one who is slow to ask is not the peer's silence. Pure: the times are given.
class IdleBudget {
 public:
  using Clock = std::chrono::steady_clock;

  /// `limit` of silence is allowed; zero: any.
  explicit IdleBudget(Clock::duration limit) : limit_(limit), left_(limit) {}

  /// The caller waits, as it may do already: when the budget runs out, or nullopt where there is no limit.
  [[nodiscard]] std::optional<Clock::time_point> wait(Clock::time_point now) {
    if (!began_) began_ = now;
    if (limit_ == Clock::duration::zero()) return std::nullopt;
    return *began_ + left_;
  }

  /// Something useful has come: the whole limit holds again.
  void feed(Clock::time_point now) {
    left_ = limit_;
    if (began_) began_ = now;
  }

  /// The caller has what it waited for. Time does not count until it waits again.
  void pause(Clock::time_point now) {
    if (began_) left_ = std::max(Clock::duration::zero(), left_ - (now - *began_));
    began_.reset();
  }

 private:
  Clock::duration limit_;
  Clock::duration left_;
  std::optional<Clock::time_point> began_;  // only while the caller waits
};

}  // namespace wiretape::net
