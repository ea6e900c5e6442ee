#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "wiretape/core/provider/rate_limit.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/mockserver/answer/quota/rate_limits.h"

namespace wiretape::mockserver {

/// How many request keys a session counts attempts of, and how many all of them do.
inline constexpr std::size_t most_attempt_keys = 100'000;
inline constexpr std::size_t most_attempt_keys_in_all = 500'000;

/// What a request would take from the quotas of a tape.
struct QuotaClaim {
  std::size_t tape = 0;  ///< which one
  tape::Limits limits;
  std::uint64_t tokens = 0;
  std::chrono::microseconds now{0};
};

/// What the requests of each session have used up, so that tests that run side by side don't disturb each other: how
/// often an exchange with `uses` answered, what was taken from a tape's quotas, and how often a request was made. The
/// session "" is that of requests without a prefix. Thread safe.
class SessionStates {
 public:
  /// Whether fewer than most_sessions sessions have used something, or this one has. Whoever asks for it before a
  /// session uses something bounds their number, but for what several threads let in at once.
  [[nodiscard]] bool has_room_for(std::string_view session) const;

  /// Takes one of an exchange's uses. False where the session has none left.
  [[nodiscard]] bool claim(std::string_view session, std::size_t exchange, std::uint64_t uses);

  /// Gives one of an exchange's uses back that was taken. Nothing where the session has begun anew since.
  void give_back(std::string_view session, std::size_t exchange);

  /// Takes from the quotas of the exchange's tape, and one of its uses where it has them counted: both, or nothing
  /// where a quota is short, as the state's refusal then says. Nullopt where the session has no use left.
  [[nodiscard]] std::optional<provider::RateLimitState> claim_within(std::string_view session, std::size_t exchange,
                                                                     const std::optional<std::uint64_t>& uses,
                                                                     const QuotaClaim& quota);

  /// Counts a request of the session, from 1. Of more than most_sessions names the first in their order is forgotten:
  /// its next request is its first again. The session need not have used anything, and has not by this.
  [[nodiscard]] std::uint64_t next_request(std::string_view session);

  /// How often the session has used the exchange.
  [[nodiscard]] std::uint64_t used(std::string_view session, std::size_t exchange) const;

  /// Counts a request by its key, from 1. Of more than most_attempt_keys keys in a session the one that came first is
  /// forgotten: its next request counts as 1 again. So it is, for each new one, where all sessions together have
  /// most_attempt_keys_in_all.
  [[nodiscard]] std::uint64_t next_attempt(std::string_view session, std::uint64_t request_key);

  /// The session begins anew.
  void reset(std::string_view session);

  /// All of them do.
  void reset_all();

  /// The sessions that have used something, by name.
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  struct State {
    std::unordered_map<std::size_t, std::uint64_t> uses;        // by exchange
    std::unordered_map<std::size_t, RateLimits> quotas;         // by tape
    std::unordered_map<std::uint64_t, std::uint64_t> attempts;  // by request key
    std::deque<std::uint64_t> attempt_keys;                     // the same, in the order in which they came
  };

  State& state_of(std::string_view session);
  void forget_first_attempt(State& state);

  std::atomic<std::size_t> count_ = 0;  // of the states, to look at without the lock
  mutable std::mutex mutex_;
  std::map<std::string, State, std::less<>> states_;
  std::map<std::string, std::uint64_t, std::less<>> requests_;  // counted, by session
  std::size_t attempt_keys_ = 0;                                // of all of them
};

}  // namespace wiretape::mockserver
