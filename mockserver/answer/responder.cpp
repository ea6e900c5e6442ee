#include "wiretape/mockserver/answer/responder.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

#include "wiretape/core/program/random.h"
#include "wiretape/mockserver/answer/hit.h"
#include "wiretape/mockserver/answer/own_answer.h"
#include "wiretape/mockserver/answer/session/session_bounds.h"

namespace wiretape::mockserver {
namespace {

Playable playable_of(std::shared_ptr<const MadeProgram> made, const Asked& asked, const PreparedExchange& prepared) {
  const auto& whole = *made;
  return {.program = {std::move(made), &whole.program},
          .session = asked.session,
          .exchange = prepared.exchange->id,
          .faults = whole.faults,
          .source = prepared.exchange};
}

/// Gives the request its number where the answer shows it: the same for the same seed, session and count of the
/// session's requests that have an id.
Playable numbered(Playable playable, LoadedTapes& loaded) {
  if (playable.program->open_request_ids.empty()) return playable;
  const auto of_session = program::mix_seed(loaded.seed, playable.session);
  playable.request_number = program::mix_seed(of_session, loaded.sessions.next_request(playable.session));
  return playable;
}

AskError no_room_for(const Asked& asked) {
  return {{400, "wiretape_too_many_sessions", too_many_sessions()}, asked.session, asked.view.path()};
}

/// Whether the exchange's own answer is given, whole or broken.
bool uses_exchange(const Made& made) {
  const auto* program = std::get_if<std::shared_ptr<const MadeProgram>>(&made);
  return program != nullptr && !(*program)->spares_exchange;
}

}  // namespace

Responder::Responder(std::vector<tape::Tape> tapes, DeliveryOverride delivery, std::vector<fault::Fault> faults,
                     ResponderSettings settings)
    : override_(delivery), faults_(std::move(faults)), settings_(settings), tapes_(std::move(tapes), delivery) {}

Responder::~Responder() = default;

Playable Responder::respond(const wire::HttpRequest& request, const RequestOrigin& origin) {
  const auto asks = ask(request, origin, override_.seed != 0);
  if (const auto* error = std::get_if<AskError>(&asks))
    return numbered(error_answer(*error, request, origin), *tapes_.of(error->session));
  const auto& asked = std::get<Asked>(asks);
  const auto loaded = tapes_.of(asked.session);
  const bool has_room = loaded->sessions.has_room_for(asked.session);
  return numbered(has_room ? answer(*loaded, asked) : error_answer(no_room_for(asked), request, origin), *loaded);
}

Playable Responder::answer(LoadedTapes& loaded, const Asked& asked) {
  const auto chosen = choose(asked, loaded, clock_, settings_.strict_endpoints);
  if (const auto* use = std::get_if<ClaimedUse>(&chosen)) return play(loaded, asked, *use);
  if (const auto* over = std::get_if<OverQuota>(&chosen)) return over_quota_answer(*over, asked);
  if (const auto* beside = std::get_if<Beside>(&chosen)) return beside_answer(*beside, asked);
  return std::holds_alternative<ModelList>(chosen) ? models_answer(asked, loaded) : unmatched_answer(asked, loaded);
}

Playable Responder::play(LoadedTapes& loaded, const Asked& asked, const ClaimedUse& use) {
  const bool validates = settings_.validate || use.exchange.tape->validates;
  if (const auto error = validates ? request_error(asked, *use.exchange.exchange) : std::nullopt) {
    give_back(use, asked, loaded);
    return refusal_answer(*error, asked, *use.exchange.exchange);
  }
  if (auto refused = ws_refusal_answer(asked, *use.exchange.exchange)) {
    give_back(use, asked, loaded);
    return *std::move(refused);
  }
  auto made = hit_and_make(loaded, asked, use);
  if (!uses_exchange(made)) give_back(use, asked, loaded);
  if (auto* error = std::get_if<OwnError>(&made)) return error_answer(std::move(*error), asked, *use.exchange.exchange);
  return playable_of(std::get<0>(std::move(made)), asked, use.exchange);
}

Made Responder::hit_and_make(LoadedTapes& loaded, const Asked& asked, const ClaimedUse& use) {
  const auto armed = armed_.take(asked.session);
  auto hits = hit(asked, use.exchange, {faults_.faults(), armed}, loaded);
  if (auto* error = std::get_if<OwnError>(&hits)) return std::move(*error);
  const auto& faults = std::get<Hits>(hits).faults;
  auto made = make(asked, use, std::get<Hits>(hits));
  const auto* program = std::get_if<std::shared_ptr<const MadeProgram>>(&made);
  if (program == nullptr) return made;
  for (const auto index : (*program)->hits) {
    use.exchange.faults.note(*faults[index]);
    faults_.note(*faults[index]);
    for (const auto& plan : armed)
      plan->note(*faults[index]);
  }
  return made;
}

Playable Responder::refuse(const wire::HttpError& error, wire::HttpFields server_fields) {
  auto message = error.what + " at byte " + std::to_string(error.offset) + " of the request";
  return error_answer({error.status, "wiretape_bad_request", std::move(message)}, std::move(server_fields));
}

void Responder::replace(std::vector<tape::Tape> tapes) {
  static_cast<void>(tapes_.replace(std::nullopt, {std::move(tapes)}));  // of no bytes: there is room
}

void Responder::reset(std::string_view session) {
  armed_.disarm(std::string(session));
  held_.release(std::string(session));
  tapes_.reset(session);
}

void Responder::reset_all() {
  armed_.disarm_all();
  held_.release();
  tapes_.reset_all();
}

void Responder::advance_clock(std::chrono::microseconds by) {
  clock_.advance(by);
}

std::vector<std::string> Responder::sessions() const {
  return tapes_.sessions();
}

std::vector<ExchangeUse> Responder::uses() const {
  return tapes_.uses();
}

std::vector<FaultUse> Responder::fault_uses() const {
  std::vector<FaultUse> uses = tapes_.fault_uses();
  std::ranges::move(faults_.uses(settings_.faults_name), std::back_inserter(uses));
  std::ranges::move(armed_.uses(), std::back_inserter(uses));
  return uses;
}

std::uint64_t Responder::unmatched() const {
  return tapes_.for_all()->unmatched;
}

}  // namespace wiretape::mockserver
