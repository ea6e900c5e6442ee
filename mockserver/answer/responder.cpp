#include "wiretape/mockserver/answer/responder.h"

#include <utility>
#include <variant>

#include "wiretape/core/program/random.h"
#include "wiretape/mockserver/answer/hit.h"
#include "wiretape/mockserver/answer/own_answer.h"

namespace wiretape::mockserver {
namespace {

Playable playable_of(std::shared_ptr<const MadeProgram> made, const Asked& asked, const PreparedExchange& prepared) {
  const auto& whole = *made;
  return {.program = {std::move(made), &whole.program},
          .session = asked.session,
          .exchange = prepared.exchange->id,
          .faults = whole.faults};
}

/// The same for the same seed, session and count of the session's requests that have an id.
std::uint64_t request_number(LoadedTapes& loaded, std::string_view session) {
  return program::mix_seed(program::mix_seed(loaded.seed, session), loaded.sessions.next_request(session));
}

/// Whether the exchange's own answer is given, whole or broken.
bool uses_exchange(const Made& made) {
  const auto* program = std::get_if<std::shared_ptr<const MadeProgram>>(&made);
  return program != nullptr && !(*program)->spares_exchange;
}

}  // namespace

Responder::Responder(std::vector<tape::Tape> tapes, DeliveryOverride delivery, std::vector<fault::Fault> faults)
    : override_(delivery),
      faults_(std::move(faults)),
      loaded_(std::make_shared<LoadedTapes>(std::move(tapes), delivery)) {}

Responder::~Responder() = default;

Playable Responder::respond(const wire::HttpRequest& request, const RequestOrigin& origin) {
  const auto now = loaded();
  auto playable = answer(*now, request, origin);
  if (!playable.program->open_request_ids.empty()) playable.request_number = request_number(*now, playable.session);
  return playable;
}

Playable Responder::answer(LoadedTapes& loaded, const wire::HttpRequest& request, const RequestOrigin& origin) {
  const auto asks = ask(request, origin, loaded);
  if (const auto* error = std::get_if<AskError>(&asks)) return error_answer(*error, request, origin);
  const auto& asked = std::get<Asked>(asks);
  const auto chosen = choose(asked, loaded, clock_);
  if (const auto* use = std::get_if<ClaimedUse>(&chosen)) return play(loaded, asked, *use);
  if (const auto* over = std::get_if<OverQuota>(&chosen)) return over_quota_answer(*over, asked);
  return std::holds_alternative<ModelList>(chosen) ? models_answer(asked, loaded) : unmatched_answer(asked, loaded);
}

Playable Responder::play(LoadedTapes& loaded, const Asked& asked, const ClaimedUse& use) {
  auto made = hit_and_make(loaded, asked, use);
  if (!uses_exchange(made)) give_back(use, asked, loaded);
  if (auto* error = std::get_if<OwnError>(&made)) return error_answer(std::move(*error), asked, *use.exchange.exchange);
  return playable_of(std::get<0>(std::move(made)), asked, use.exchange);
}

Made Responder::hit_and_make(LoadedTapes& loaded, const Asked& asked, const ClaimedUse& use) {
  const auto armed = armed_.take(asked.session);
  auto hits = hit(asked, use.exchange, {faults_, armed}, loaded);
  if (auto* error = std::get_if<OwnError>(&hits)) return std::move(*error);
  return make(asked, use, std::get<Hits>(hits));
}

Playable Responder::refuse(const wire::HttpError& error, wire::HttpFields server_fields) {
  auto message = error.what + " at byte " + std::to_string(error.offset) + " of the request";
  return error_answer({error.status, "wiretape_bad_request", std::move(message)}, std::move(server_fields));
}

void Responder::replace(std::vector<tape::Tape> tapes) {
  auto fresh = std::make_shared<LoadedTapes>(std::move(tapes), override_);
  const std::lock_guard lock(mutex_);
  loaded_.swap(fresh);
}

void Responder::reset(std::string_view session) {
  armed_.disarm(std::string(session));
  loaded()->sessions.reset(session);
}

void Responder::reset_all() {
  armed_.disarm_all();
  loaded()->sessions.reset_all();
}

void Responder::advance_clock(std::chrono::microseconds by) {
  clock_.advance(by);
}

std::vector<std::string> Responder::sessions() const {
  return loaded()->sessions.names();
}

std::vector<ExchangeUse> Responder::uses() const {
  const auto now = loaded();
  std::vector<ExchangeUse> uses;
  for (const auto& each : now->prepared)
    uses.push_back({each.tape->name, each.exchange->id, each.exchange->position, each.uses});
  return uses;
}

std::uint64_t Responder::unmatched() const {
  return loaded()->unmatched;
}

std::shared_ptr<LoadedTapes> Responder::loaded() const {
  const std::lock_guard lock(mutex_);
  return loaded_;
}

}  // namespace wiretape::mockserver
