#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/mockserver/answer/answer_context.h"
#include "wiretape/mockserver/answer/ask.h"
#include "wiretape/mockserver/answer/choose.h"
#include "wiretape/mockserver/answer/delivery_override.h"
#include "wiretape/mockserver/answer/exchange_use.h"
#include "wiretape/mockserver/answer/loaded_tapes.h"
#include "wiretape/mockserver/answer/make.h"
#include "wiretape/mockserver/answer/playable.h"
#include "wiretape/mockserver/answer/quota/movable_clock.h"
#include "wiretape/mockserver/answer/session/armed_faults.h"
#include "wiretape/mockserver/answer/session/fault_use.h"
#include "wiretape/mockserver/answer/session/held_streams.h"
#include "wiretape/mockserver/answer/tape_sets.h"

namespace wiretape::mockserver {

/// What a responder does where no tape decides.
struct ResponderSettings {
  /// What providers have beside their streams (models, embeddings, counts of tokens, moderations) is answered by
  /// exchanges only.
  bool strict_endpoints = false;
  bool validate = false;                          ///< as if each tape said `validate: true`
  std::string faults_name = "the server's plan";  ///< what fault_uses() calls the plan file
};

/// Turns requests into wire programs: tapes in, programs out, no I/O. The same tapes, overrides and requests in the
/// same order give the same programs. Programs that hold nothing random are compiled once and shared. Thread safe. It
/// holds what the steps of an answer share and change, and takes each request through them: ask, choose, hit, make.
class Responder {
 public:
  /// Exchanges are asked in the order of the tapes, then of the file. `faults` may hit any request, after those of its
  /// tape: the plan of a file.
  explicit Responder(std::vector<tape::Tape> tapes, DeliveryOverride delivery = {},
                     std::vector<fault::Fault> faults = {}, ResponderSettings settings = {});
  Responder(const Responder&) = delete;
  Responder& operator=(const Responder&) = delete;
  ~Responder();

  /// Answers any request: the matching exchange's program, else what providers have beside their streams, or wiretape's
  /// own 404; a plan or prefix that can't be taken gets a 4xx that says why.
  [[nodiscard]] Playable respond(const wire::HttpRequest& request, const RequestOrigin& origin = {});

  /// The faults that are armed for sessions; arm and disarm there.
  [[nodiscard]] ArmedFaults& armed() { return armed_; }

  /// Who of the responses that play is held; whoever plays them asks there.
  [[nodiscard]] HeldStreams& held() { return held_; }

  /// The answer to bytes that are no request. The connection closes after it.
  [[nodiscard]] static Playable refuse(const wire::HttpError& error, wire::HttpFields server_fields = {});

  /// The tapes that answer; set others there.
  [[nodiscard]] TapeSets& tapes() { return tapes_; }

  /// Answers by other tapes from now on, but for sessions with tapes of their own. Every other session and every count
  /// begins anew.
  void replace(std::vector<tape::Tape> tapes);

  /// Lets a session begin anew: its exchanges have all their uses, its quotas are full, and its requests are first
  /// attempts again; what was armed for it no longer is, and its responses that are held go on. "" is the session of
  /// requests without a prefix.
  void reset(std::string_view session);

  /// Lets every session begin anew.
  void reset_all();

  /// Moves on the time by which the tapes' quotas fill; `by` is not below 0. What plays is not paced by it.
  void advance_clock(std::chrono::microseconds by);

  /// The sessions that have used something, or have tapes of their own, by name.
  [[nodiscard]] std::vector<std::string> sessions() const;

  /// Every exchange, in the order in which they are asked; those that sessions have for themselves come last.
  [[nodiscard]] std::vector<ExchangeUse> uses() const;

  /// Every fault of the tapes, of the server's plan and of what was armed (ArmedFaults::uses).
  [[nodiscard]] std::vector<FaultUse> fault_uses() const;

  /// How many requests no exchange answered, those of sessions with tapes of their own apart.
  [[nodiscard]] std::uint64_t unmatched() const;

 private:
  [[nodiscard]] Playable answer(LoadedTapes& loaded, const Asked& asked);
  [[nodiscard]] Playable play(LoadedTapes& loaded, const Asked& asked, const ClaimedUse& use);
  [[nodiscard]] Made hit_and_make(LoadedTapes& loaded, const Asked& asked, const ClaimedUse& use);

  DeliveryOverride override_;
  WatchedFaults faults_;  // of the plan file
  ResponderSettings settings_;
  ArmedFaults armed_;
  HeldStreams held_;
  MovableClock clock_;
  TapeSets tapes_;
};

}  // namespace wiretape::mockserver
