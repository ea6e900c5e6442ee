#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/provider/rate_limit.h"
#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/tape/match/match.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/text/diagnostic.h"
#include "wiretape/mockserver/answer/delivery_override.h"
#include "wiretape/mockserver/answer/program_cache.h"
#include "wiretape/mockserver/answer/session_states.h"

namespace wiretape::mockserver {

/// An exchange with the override laid over it, and what came of it so far.
struct PreparedExchange {
  const tape::Exchange* exchange;
  tape::Delivery delivery;
  std::vector<program::Fault> faults;  ///< the tape's own
  tape::Diagnostics plan_mistakes;     ///< why the tape's plan can't be played; mostly empty
  ProgramCache programs;
  std::atomic<std::uint64_t> uses = 0;
};

/// Whether a fault's hits depend on which of several equal requests one is.
[[nodiscard]] bool needs_attempt(const program::Fault& fault);

/// Which exchange answers, and what it leaves of its tape's quotas.
struct Choice {
  std::size_t index;
  provider::RateLimitState quotas{};
};

/// A set of tapes made ready, and what has been used of it. Exchanges are asked in the order of the tapes, then of the
/// file. Thread safe: what changes looks after itself.
struct LoadedTapes {
  LoadedTapes(std::vector<tape::Tape> all_tapes, const DeliveryOverride& delivery);
  LoadedTapes(const LoadedTapes&) = delete;
  LoadedTapes& operator=(const LoadedTapes&) = delete;

  [[nodiscard]] const tape::Limits& limits_of(std::size_t index) const { return tapes[tape_of[index]].limits; }

  /// The first exchange that the request meets and that its session has not used up.
  std::optional<Choice> choose(const provider::RequestView& request, std::string_view session,
                               std::chrono::microseconds now);

  std::vector<tape::Tape> tapes;
  std::vector<std::string> names;    // of the tape, by exchange
  std::vector<std::size_t> tape_of;  // by exchange
  std::vector<const tape::Exchange*> exchanges;
  tape::Matcher matcher;
  std::deque<PreparedExchange> prepared;  // by index; elements stay where they are
  bool counts_attempts = false;           // some tape's fault asks which attempt a request is: all are counted
  SessionStates sessions;
  std::atomic<std::uint64_t> unmatched = 0;

 private:
  std::optional<provider::RateLimitState> claim(std::size_t index, const provider::RequestView& request,
                                                std::string_view session, std::chrono::microseconds now);
};

}  // namespace wiretape::mockserver
