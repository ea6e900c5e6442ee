#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

namespace wiretape::net {

/// How long the reads of a call may still wait, in all, before something useful must have come. Time between reads does
/// not count: a caller who is slow to ask is not the peer's silence. Pure: the times are given.
class IdleBudget {
 public:
  using Clock = std::chrono::steady_clock;

  /// `limit` of silence is allowed; zero: any.
  explicit IdleBudget(Clock::duration limit) : limit_(limit), left_(limit) {}

  /// A read begins: when it runs out of budget, or nullopt where there is no limit.
  [[nodiscard]] std::optional<Clock::time_point> begin_read(Clock::time_point now) {
    began_ = now;
    if (limit_ == Clock::duration::zero()) return std::nullopt;
    return now + left_;
  }

  /// The read that began last has ended.
  void end_read(Clock::time_point now) { left_ = std::max(Clock::duration::zero(), left_ - (now - began_)); }

  /// Something useful has come: the whole limit holds again.
  void feed() { left_ = limit_; }

 private:
  Clock::duration limit_;
  Clock::duration left_;
  Clock::time_point began_{};
};

}  // namespace wiretape::net
