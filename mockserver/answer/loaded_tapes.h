#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/tape/match/match.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/text/diagnostic.h"
#include "wiretape/mockserver/answer/delivery_override.h"
#include "wiretape/mockserver/answer/exchange_use.h"
#include "wiretape/mockserver/answer/program_cache.h"
#include "wiretape/mockserver/answer/session/session_states.h"
#include "wiretape/mockserver/answer/session/watched_faults.h"

namespace wiretape::mockserver {

/// An exchange with the override laid over it, and what came of it so far. Refers to its LoadedTapes.
struct PreparedExchange {
  const tape::Exchange* exchange;
  const tape::Tape* tape;
  std::size_t index;       ///< in the order in which exchanges are asked
  std::size_t tape_index;  ///< of its tape
  const tape::RequestMatcher* rule;
  tape::Delivery delivery;
  bool has_seed;                    ///< its own, or the server's
  std::uint64_t seed;               ///< of both; 0 where there is none
  bool is_random;                   ///< equal requests may get different programs, whatever hits them
  WatchedFaults faults;             ///< the tape's own
  text::Diagnostics plan_mistakes;  ///< why the tape's plan can't be played; mostly empty
  ProgramCache programs;
  std::shared_ptr<std::atomic<std::uint64_t>> uses;  ///< shared with sets that go on from this one; never null
};

/// How often the exchange was chosen. `session`: whose own it is.
[[nodiscard]] ExchangeUse use_of(const PreparedExchange& prepared, const std::optional<std::string>& session = {});

/// Whether a fault's hits depend on which of several equal requests one is.
[[nodiscard]] bool needs_attempt(const fault::Fault& fault);

/// What requests have left behind in a set of tapes.
struct TapesUsed {
  SessionStates sessions;
  std::atomic<std::uint64_t> unmatched = 0;
};

/// A set of tapes made ready, and what has been used of it. Exchanges are asked in the order of the tapes, then of the
/// file. Thread safe: what changes looks after itself.
struct LoadedTapes {
  LoadedTapes(std::vector<tape::Tape> all_tapes, const DeliveryOverride& delivery);

  /// The tapes of `before`, and behind them `more`. What has been used of those stays used, and goes on to be counted
  /// for both.
  LoadedTapes(const LoadedTapes& before, std::vector<tape::Tape> more, const DeliveryOverride& delivery);
  LoadedTapes(const LoadedTapes&) = delete;
  LoadedTapes& operator=(const LoadedTapes&) = delete;

  std::vector<std::shared_ptr<const tape::Tape>> tapes;  // unfolded
  std::uint64_t seed;                                    // the server's
  std::vector<const tape::Exchange*> exchanges;
  tape::Matcher matcher;
  std::deque<PreparedExchange> prepared;  // by index; elements stay where they are
  bool counts_attempts = false;           // some tape's fault asks which attempt a request is: all are counted
  std::shared_ptr<TapesUsed> used;
  SessionStates& sessions = used->sessions;
  std::atomic<std::uint64_t>& unmatched = used->unmatched;

 private:
  LoadedTapes(std::vector<std::shared_ptr<const tape::Tape>> all_tapes, std::shared_ptr<TapesUsed> used_of_them,
              const DeliveryOverride& delivery);
  void prepare(const tape::Exchange& exchange, std::size_t tape_index, const DeliveryOverride& delivery);
};

}  // namespace wiretape::mockserver
