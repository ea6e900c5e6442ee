#include "wiretape/mockserver/responder.h"

#include <atomic>
#include <chrono>
#include <deque>
#include <optional>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "wiretape/core/program/body.h"
#include "wiretape/core/program/random.h"
#include "wiretape/core/program/recorded_response.h"
#include "wiretape/core/program/request_key.h"
#include "wiretape/core/provider/derived_id.h"
#include "wiretape/core/tape/fill_answer.h"
#include "wiretape/mockserver/builtin_answers.h"
#include "wiretape/mockserver/program_cache.h"
#include "wiretape/mockserver/quota_answer.h"
#include "wiretape/mockserver/session_states.h"
#include "wiretape/mockserver/token_cost.h"

namespace wiretape::mockserver {
namespace {

using program::ResponseContext;
using program::WireProgram;

constexpr std::int64_t seeded_now = 1735689600;  // 2025-01-01T00:00:00Z

std::string id_of(std::uint64_t seed) {
  return provider::derived_id("", 24, provider::ContentHash().add(seed));
}

std::shared_ptr<const WireProgram> share(WireProgram program) {
  return std::make_shared<const WireProgram>(std::move(program));
}

/// An answer of the server's own, at once and whole.
Answer own_answer(program::Response response, std::string session, const ResponseContext& context) {
  tape::Delivery delivery;
  delivery.fragment = tape::FragmentWhole{};
  return {share(compile(std::move(response), delivery, context, 0)), std::move(session), "", false};
}

std::vector<const tape::Exchange*> all_exchanges(const std::vector<tape::Tape>& tapes) {
  std::vector<const tape::Exchange*> exchanges;
  for (const auto& tape : tapes) {
    for (const auto& exchange : tape.exchanges)
      exchanges.push_back(&exchange);
  }
  return exchanges;
}

ResponseContext context_of(const wire::HttpRequest& request) {
  return {request.head.method == "HEAD", request.head.minor_version, request.head.keep_alive()};
}

program::Response from_whole(provider::WholeAnswer answer) {
  return {{.status = answer.status, .reason = "", .minor_version = 1, .fields = std::move(answer.fields)},
          program::verbatim_body(std::move(answer.body)),
          false};
}

/// Stages 1 to 3 for an exchange's answer.
struct ResponseMaker {
  const provider::Dialect* dialect;
  const provider::RequestView& request;

  program::Response operator()(const provider::Reply& reply) const {
    if (reply.error) return from_whole(dialect->render_error(*reply.error));
    if (!dialect->wants_stream(request)) return from_whole(dialect->render_whole(reply, request));
    return {{.status = 200, .reason = "", .minor_version = 1, .fields = dialect->stream_fields()},
            program::encode_sse(dialect->render(reply, request)),
            true};
  }
  program::Response operator()(const tape::StreamResponse& response) const {
    provider::Events events{response.events, {}};
    if (dialect != nullptr) events.marks = dialect->annotate(events.events);
    return {response.head, program::encode_sse(events), true};
  }
  program::Response operator()(const tape::PlainResponse& response) const {
    return {response.head, program::verbatim_body(response.body), false};
  }
  program::Response operator()(const tape::RecordedResponse& response) const {
    return program::recorded_response(response, dialect);
  }
};

/// An exchange with the override laid over it, and what came of it so far.
struct PreparedExchange {
  const tape::Exchange* exchange;
  tape::Delivery delivery;
  ProgramCache programs;
  std::atomic<std::uint64_t> uses = 0;
};

/// Which exchange answers, and what it leaves of its tape's quotas.
struct Choice {
  std::size_t index;
  provider::RateLimitState quotas{};
};

/// The tape of each exchange.
std::vector<std::size_t> tape_indices(const std::vector<tape::Tape>& tapes) {
  std::vector<std::size_t> indices;
  for (std::size_t index = 0; index < tapes.size(); ++index)
    indices.insert(indices.end(), tapes[index].exchanges.size(), index);
  return indices;
}

/// The name of each exchange's tape.
std::vector<std::string> tape_names(const std::vector<tape::Tape>& tapes) {
  std::vector<std::string> names;
  for (const auto& tape : tapes)
    names.insert(names.end(), tape.exchanges.size(), tape.name);
  return names;
}

}  // namespace

/// A set of tapes made ready, and what has been used of it.
struct Responder::Loaded {
  Loaded(std::vector<tape::Tape> all_tapes, const DeliveryOverride& delivery)
      : tapes(std::move(all_tapes)),
        names(tape_names(tapes)),
        tape_of(tape_indices(tapes)),
        exchanges(all_exchanges(tapes)),
        matcher(exchanges) {
    for (const auto* exchange : exchanges) {
      auto& each = prepared.emplace_back();
      each.exchange = exchange;
      each.delivery = exchange->delivery;
      each.delivery.speed *= delivery.speed;
      each.delivery.instant |= delivery.instant;
    }
  }

  [[nodiscard]] const tape::Limits& limits_of(std::size_t index) const { return tapes[tape_of[index]].limits; }

  /// The first exchange that the request meets and that its session has not used up.
  std::optional<Choice> choose(const provider::RequestView& request, std::string_view session,
                               std::chrono::microseconds now) {
    for (auto index = matcher.find(request); index; index = matcher.find(request, *index + 1)) {
      if (auto quotas = claim(*index, request, session, now)) return Choice{*index, *quotas};
    }
    return std::nullopt;
  }

  /// Takes one of an exchange's uses and what the request costs, unless a quota is short. Nullopt where it is used up.
  std::optional<provider::RateLimitState> claim(std::size_t index, const provider::RequestView& request,
                                                std::string_view session, std::chrono::microseconds now) {
    const auto& exchange = *exchanges[index];
    const auto& limits = limits_of(index);
    if (limits.is_any()) {
      const auto tokens = limits.tokens_per_minute ? token_cost(exchange, request) : 0;
      return sessions.claim_within(session, index, exchange.uses, {tape_of[index], limits, tokens, now});
    }
    if (exchange.uses && !sessions.claim(session, index, *exchange.uses)) return std::nullopt;
    return provider::RateLimitState{};
  }

  std::vector<tape::Tape> tapes;
  std::vector<std::string> names;    // of the tape, by exchange
  std::vector<std::size_t> tape_of;  // by exchange
  std::vector<const tape::Exchange*> exchanges;
  tape::Matcher matcher;
  std::deque<PreparedExchange> prepared;  // by index; elements stay where they are
  SessionStates sessions;
  std::atomic<std::uint64_t> unmatched = 0;
};

Responder::Responder(std::vector<tape::Tape> tapes, DeliveryOverride delivery)
    : override_(delivery), loaded_(std::make_shared<Loaded>(std::move(tapes), delivery)) {}

Responder::~Responder() = default;

Answer Responder::respond(const wire::HttpRequest& request) {
  const auto context = context_of(request);
  auto split = split_target(request.head.target);
  if (const auto* error = std::get_if<PrefixError>(&split)) {
    const auto path = std::string_view(request.head.target).substr(0, request.head.target.find('?'));
    return own_answer(own_error(400, "wiretape_bad_prefix", error->found + "; expected " + error->expected,
                                dialect_for_own_answers(path, request.head.fields)),
                      "", context);
  }
  auto& target = std::get<PrefixedTarget>(split);
  if (target.plan || wire::find_field(request.head.fields, "x-wiretape-faults")) {
    return own_answer(own_error(422, "wiretape_no_faults",
                                "this version of wiretape has no faults yet; take the plan out of the request",
                                dialect_for_own_answers(target.path, request.head.fields)),
                      std::move(target.session), context);
  }
  const provider::RequestView view(request, target.path, target.query);
  const auto now = loaded();
  if (const auto choice = now->choose(view, target.session, clock_.now())) {
    const auto& exchange = *now->exchanges[choice->index];
    wire::HttpFields fields;
    if (now->limits_of(choice->index).is_any()) fields = quota_fields(exchange, choice->quotas, wall_time(exchange));
    if (!choice->quotas.refusal) return play(*now, choice->index, view, std::move(target.session), context, fields);
    auto limited = own_answer(from_whole(limited_answer(exchange, *choice->quotas.refusal, fields)),
                              std::move(target.session), context);
    limited.exchange = exchange.id;
    limited.is_limited = true;
    return limited;
  }
  if (asks_for_models(view)) return own_answer(models_answer(view, now->exchanges), std::move(target.session), context);
  ++now->unmatched;
  const auto used = [&](std::size_t index) { return now->sessions.used(target.session, index); };
  auto answer = unmatched_answer(view, now->matcher, now->exchanges, now->names, used);
  auto own = own_answer(std::move(answer), std::move(target.session), context);
  own.is_unmatched = true;
  return own;
}

Answer Responder::refuse(const wire::HttpError& error) {
  const auto message = error.what + " at byte " + std::to_string(error.offset) + " of the request";
  return own_answer(own_error(error.status, "wiretape_bad_request", message), "", {.keep_alive = false});
}

void Responder::replace(std::vector<tape::Tape> tapes) {
  auto fresh = std::make_shared<Loaded>(std::move(tapes), override_);
  const std::lock_guard lock(mutex_);
  loaded_.swap(fresh);
}

void Responder::reset(std::string_view session) {
  loaded()->sessions.reset(session);
}

void Responder::reset_all() {
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
  for (std::size_t index = 0; index < now->exchanges.size(); ++index) {
    const auto& exchange = *now->exchanges[index];
    uses.push_back({now->names[index], exchange.id, exchange.position, now->prepared[index].uses});
  }
  return uses;
}

std::uint64_t Responder::unmatched() const {
  return loaded()->unmatched;
}

std::shared_ptr<Responder::Loaded> Responder::loaded() const {
  const std::lock_guard lock(mutex_);
  return loaded_;
}

Answer Responder::play(Loaded& loaded, std::size_t index, const provider::RequestView& request, std::string session,
                       const ResponseContext& context, const wire::HttpFields& extra_fields) const {
  auto& prepared = loaded.prepared[index];
  const auto& exchange = *prepared.exchange;
  ++prepared.uses;
  const auto compiled = [&](const tape::Answer& answer, std::uint64_t seed) {
    auto response = std::visit(ResponseMaker{exchange.dialect, request}, answer);
    put_fields(response.head.fields, extra_fields);
    return share(compile(std::move(response), prepared.delivery, context, seed));
  };
  if (exchange.is_template) {
    const auto seed = seed_for(exchange, request, loaded, session);
    const auto captures = loaded.matcher.rule(index).captures(request.path());
    const auto filled = fill_answer(exchange.answer, {request, captures, id_of(seed), now_for(exchange)});
    if (const auto* missing = std::get_if<tape::MissingValue>(&filled)) {
      const auto message = fmt::format("exchange '{}' ({}:{}) says {}, which the request lacks", exchange.id,
                                       loaded.names[index], exchange.position.line, missing->placeholder);
      const auto& dialect = dialect_for_own_answers(request.path(), request.fields());
      return own_answer(own_error(422, "wiretape_template", message, dialect), std::move(session), context);
    }
    return {compiled(std::get<tape::Answer>(filled), seed), std::move(session), exchange.id, false};
  }
  // Programs of a tape with limits differ from request to request, in their fields.
  if (prepared.delivery.uses_random() || !extra_fields.empty()) {
    auto program = compiled(exchange.answer, seed_for(exchange, request, loaded, session));
    return {std::move(program), std::move(session), exchange.id, false};
  }
  std::string key{context.is_head ? 'H' : 'B', context.minor_version > 0 ? '1' : '0', context.keep_alive ? 'K' : 'C'};
  if (std::holds_alternative<provider::Reply>(exchange.answer)) key += exchange.dialect->render_key(request);
  auto program = prepared.programs.find(key);
  if (program == nullptr) program = prepared.programs.keep(std::move(key), compiled(exchange.answer, 0));
  return {std::move(program), std::move(session), exchange.id, false};
}

/// Without a seed the present; with one a fixed instant, so that the same seed gives the same bytes.
std::int64_t Responder::now_for(const tape::Exchange& exchange) const {
  if (override_.seed != 0 || exchange.delivery.seed != 0) return seeded_now;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

/// The instant from which the fields of quotas count: as the clock of the quotas it is moved on.
provider::WallTime Responder::wall_time(const tape::Exchange& exchange) const {
  using std::chrono::microseconds;
  if (override_.seed != 0 || exchange.delivery.seed != 0) {
    return provider::WallTime(std::chrono::seconds(seeded_now)) + clock_.now();
  }
  return std::chrono::time_point_cast<microseconds>(std::chrono::system_clock::now()) + clock_.moved();
}

std::uint64_t Responder::seed_for(const tape::Exchange& exchange, const provider::RequestView& request, Loaded& loaded,
                                  std::string_view session) const {
  const auto key = program::request_key(session, request);
  auto seed = program::mix_seed(override_.seed, exchange.delivery.seed);
  seed = program::mix_seed(seed, exchange.id);
  seed = program::mix_seed(seed, key);
  return program::mix_seed(seed, loaded.sessions.next_attempt(session, key));
}

}  // namespace wiretape::mockserver
