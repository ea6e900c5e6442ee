#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>

namespace wiretape::journal {

/// What tells whether requests are the same, and what one says of itself.
struct TriedRequest {
  std::uint64_t number;               ///< rising
  std::uint64_t key;                  ///< equal for the same request
  std::optional<std::uint64_t> told;  ///< how many tries its client says that there were before it; mostly absent
};

/// Which try of its request one is.
struct Try {
  std::uint64_t count = 0;     ///< tries before it
  std::uint64_t previous = 0;  ///< number of the one before; 0: none is known

  friend bool operator==(const Try&, const Try&) = default;
};

/// Tells tries again from first ones: a request is one more try where an equal one came before, unless its client says
/// that it is the first; what the client says of their count goes. Not thread safe.
class Tries {
 public:
  /// Of the next request, in order of arrival. `oldest`: no number below it is known any more.
  Try next(const TriedRequest& request, std::uint64_t oldest);

  /// Forgets the numbers for which this holds.
  void forget(const std::function<bool(std::uint64_t number)>& is_gone);

  /// The number of the last request.
  [[nodiscard]] std::uint64_t last() const { return last_; }

 private:
  struct Latest {
    std::uint64_t number = 0;
    std::uint64_t count = 0;
  };

  std::unordered_map<std::uint64_t, Latest> latest_;  // by key
  std::size_t tidy_at_ = 1024;                        // so many keys: those too old go
  std::uint64_t last_ = 0;
};

}  // namespace wiretape::journal
