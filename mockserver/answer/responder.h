#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/program/layout/compile.h"
#include "wiretape/core/program/wire_program.h"
#include "wiretape/core/provider/rate_limit.h"
#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/tape/match/match.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/mockserver/answer/armed_faults.h"
#include "wiretape/mockserver/answer/exchange_use.h"
#include "wiretape/mockserver/answer/loaded_tapes.h"
#include "wiretape/mockserver/answer/prefixed_target.h"
#include "wiretape/mockserver/answer/quota/movable_clock.h"

namespace wiretape::mockserver {

/// What to play for a request.
struct Answer {
  std::shared_ptr<const program::WireProgram> program;
  std::string session;                ///< "" where the path names none
  std::string exchange;               ///< id of the exchange that answers; "" where the server answers by itself
  bool is_unmatched = false;          ///< the answer is the 404 for what no exchange answers
  bool is_limited = false;            ///< the answer is a 429: the exchange would answer, but for a quota of its tape
  std::vector<std::string> faults{};  ///< those that are in the program, each as a plan writes it
  std::string refusal{};              ///< why the exchange can't answer, where the server refuses to in its place
};

/// What a responder may know of the connection that a request came on.
struct RequestOrigin {
  std::uint64_t connection = 1;  ///< ordinal among those that the server has accepted
  bool is_tls = false;
  bool is_cors = false;  ///< pages of other origins may read the answer
};

/// Turns requests into wire programs: tapes in, programs out, no I/O. The same tapes, overrides and requests in the
/// same order give the same programs. Programs that hold nothing random are compiled once and shared. Thread safe.
class Responder {
 public:
  /// Exchanges are asked in the order of the tapes, then of the file. `faults` may hit any request, after those of its
  /// tape: the plan of a file.
  explicit Responder(std::vector<tape::Tape> tapes, DeliveryOverride delivery = {},
                     std::vector<program::Fault> faults = {});
  Responder(const Responder&) = delete;
  Responder& operator=(const Responder&) = delete;
  ~Responder();

  /// Answers any request: the matching exchange's program, else the model list or wiretape's own 404; a plan or prefix
  /// that can't be taken gets a 4xx that says why.
  [[nodiscard]] Answer respond(const wire::HttpRequest& request, const RequestOrigin& origin = {});

  /// The faults that are armed for sessions; arm and disarm there.
  [[nodiscard]] ArmedFaults& armed() { return armed_; }

  /// The answer to bytes that are no request. The connection closes after it.
  [[nodiscard]] static Answer refuse(const wire::HttpError& error, wire::HttpFields server_fields = {});

  /// Answers by other tapes from now on. Every session and every count begins anew.
  void replace(std::vector<tape::Tape> tapes);

  /// Lets a session begin anew: its exchanges have all their uses, its quotas are full, and its requests are first
  /// attempts again; what was armed for it no longer is. "" is the session of requests without a prefix.
  void reset(std::string_view session);

  /// Lets every session begin anew.
  void reset_all();

  /// Moves on the time by which the tapes' quotas fill; `by` is not below 0. What plays is not paced by it.
  void advance_clock(std::chrono::microseconds by);

  /// The sessions that have used something, by name.
  [[nodiscard]] std::vector<std::string> sessions() const;

  /// Every exchange, in the order in which they are asked.
  [[nodiscard]] std::vector<ExchangeUse> uses() const;

  /// How many requests no exchange answered, those for the model list apart.
  [[nodiscard]] std::uint64_t unmatched() const;

 private:
  struct Asked;
  struct Hits;
  struct NoProgram;
  using Playable = std::shared_ptr<const PlayableProgram>;

  [[nodiscard]] std::shared_ptr<LoadedTapes> loaded() const;
  [[nodiscard]] Answer play(LoadedTapes& loaded, const Choice& choice, Asked asked);
  [[nodiscard]] std::variant<Playable, NoProgram> playable_for(LoadedTapes& loaded, std::size_t index,
                                                               const Asked& asked,
                                                               const wire::HttpFields& extra_fields);
  [[nodiscard]] std::variant<Playable, NoProgram> compile_for(const LoadedTapes& loaded, std::size_t index,
                                                              const Asked& asked, const Hits& hits,
                                                              const wire::HttpFields& extra_fields) const;
  [[nodiscard]] std::vector<const program::Fault*> candidates(const PreparedExchange& prepared,
                                                              const Asked& asked) const;
  [[nodiscard]] std::int64_t now_for(const tape::Exchange& exchange) const;
  [[nodiscard]] provider::WallTime wall_time(const tape::Exchange& exchange) const;

  DeliveryOverride override_;
  std::vector<program::Fault> faults_;  // of the plan file
  ArmedFaults armed_;
  MovableClock clock_;
  mutable std::mutex mutex_;  // guards the pointer; what it points to looks after itself
  std::shared_ptr<LoadedTapes> loaded_;
};

}  // namespace wiretape::mockserver
