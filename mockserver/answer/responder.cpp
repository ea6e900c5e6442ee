#include "wiretape/mockserver/answer/responder.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "wiretape/core/compile/compile_answer.h"
#include "wiretape/core/compile/stage_answer.h"
#include "wiretape/core/fault/fault_condition.h"
#include "wiretape/core/program/layout/server_fields.h"
#include "wiretape/core/program/layout/whole_response.h"
#include "wiretape/core/program/random.h"
#include "wiretape/core/provider/shared/derived_id.h"
#include "wiretape/core/tape/template/fill_answer.h"
#include "wiretape/mockserver/answer/asked_faults.h"
#include "wiretape/mockserver/answer/builtin_answers.h"
#include "wiretape/mockserver/answer/cors.h"
#include "wiretape/mockserver/answer/quota/quota_answer.h"
#include "wiretape/mockserver/answer/request_count.h"
#include "wiretape/mockserver/answer/session_bounds.h"

namespace wiretape::mockserver {
namespace {

using program::Fault;
using program::ResponseContext;
using program::WireProgram;

constexpr std::int64_t seeded_now = 1735689600;  // 2025-01-01T00:00:00Z

std::string id_of(std::uint64_t seed) {
  return provider::derived_id("", 24, provider::ContentHash().add(seed));
}

std::shared_ptr<const WireProgram> share(WireProgram program) {
  return std::make_shared<const WireProgram>(std::move(program));
}

/// What every answer to a request depends on.
struct AnswerContext {
  ResponseContext response;
  wire::HttpFields server_fields;
};

/// An answer of the server's own, at once and whole.
Answer own_answer(program::Response response, std::string session, const AnswerContext& context) {
  tape::Delivery delivery;
  delivery.fragment = tape::FragmentWhole{};
  program::add_server_fields(response.head.fields, context.server_fields);
  return {share(compile(std::move(response), delivery, context.response, 0)), std::move(session), "", false};
}

AnswerContext context_of(const wire::HttpRequest& request, const RequestOrigin& origin) {
  return {{request.head.method == "HEAD", request.head.minor_version, request.head.keep_alive(), origin.is_tls},
          origin.is_cors ? cross_origin_fields(&request.head) : wire::HttpFields{}};
}

std::shared_ptr<const WireProgram> program_in(std::shared_ptr<const PlayableProgram> playable) {
  const auto* program = &playable->program;
  return {std::move(playable), program};
}

std::vector<std::string> texts_of(const std::vector<const Fault*>& faults) {
  std::vector<std::string> texts;
  texts.reserve(faults.size());
  for (const Fault* fault : faults)
    texts.push_back(fault->text);
  return texts;
}

/// Those of the candidates whose conditions hold.
std::vector<const Fault*> hits_among(const std::vector<const Fault*>& candidates, const program::RequestFacts& facts,
                                     std::uint64_t seed) {
  std::vector<const Fault*> hits;
  for (std::size_t index = 0; index < candidates.size(); ++index) {
    const auto& condition = candidates[index]->condition;
    program::Random random(program::mix_seed(program::mix_seed(seed, condition.seed.value_or(0)), index + 1));
    if (holds(condition, facts, random)) hits.push_back(candidates[index]);
  }
  return hits;
}

/// What of the connection and the request decides a program that is not random.
std::string cache_key(const tape::Exchange& exchange, const provider::RequestView& request,
                      const AnswerContext& context, const std::vector<const Fault*>& hits) {
  const auto& response = context.response;
  std::string key{response.is_head ? 'H' : 'B', response.minor_version > 0 ? '1' : '0', response.keep_alive ? 'K' : 'C',
                  response.is_tls && !hits.empty() ? 'T' : 'P'};
  for (const Fault* fault : hits)
    key.append(fault->text).append(1, '\n');
  for (const auto& field : context.server_fields)
    key.append(field.value).append(1, '\n');
  if (const auto* reply = std::get_if<provider::Reply>(&exchange.answer)) {
    key += exchange.dialect->write.render_key(*reply, request);
  }
  return key;
}

}  // namespace

/// A request, taken apart.
struct Responder::Asked {
  const provider::RequestView& view;
  const std::string& session;
  AnswerContext context;
  std::uint64_t connection;
  std::vector<Fault> faults;          // that it asks for itself
  std::vector<SharedFaults> armed{};  // for its session
};

/// What hits a request, and how it counts.
struct Responder::Hits {
  RequestCount count;
  std::vector<const Fault*> faults;
};

/// Why a request that an exchange matches gets no program.
struct Responder::NoProgram {
  std::string_view type;
  std::string message;
};

Responder::Responder(std::vector<tape::Tape> tapes, DeliveryOverride delivery, std::vector<Fault> faults)
    : override_(delivery),
      faults_(std::move(faults)),
      loaded_(std::make_shared<LoadedTapes>(std::move(tapes), delivery)) {}

Responder::~Responder() = default;

Answer Responder::respond(const wire::HttpRequest& request, const RequestOrigin& origin) {
  const auto context = context_of(request, origin);
  auto split = split_target(request.head.target);
  if (const auto* error = std::get_if<PrefixError>(&split)) {
    const auto path = std::string_view(request.head.target).substr(0, request.head.target.find('?'));
    return own_answer(own_error(400, "wiretape_bad_prefix", error->found + "; expected " + error->expected,
                                dialect_for_own_answers(path, request.head.fields)),
                      error->session, context);
  }
  const auto& target = std::get<PrefixedTarget>(split);
  auto faults = asked_faults(target.plan, request.head.fields, override_.seed != 0);
  if (const auto* refusal = std::get_if<PlanRefusal>(&faults)) {
    return own_answer(own_error(400, "wiretape_bad_plan", refusal->message,
                                dialect_for_own_answers(target.path, request.head.fields)),
                      target.session, context);
  }
  const provider::RequestView view(request, target.path, target.query);
  const auto now = loaded();
  if (!now->sessions.has_room_for(target.session)) {
    return own_answer(own_error(400, "wiretape_too_many_sessions", too_many_sessions(),
                                dialect_for_own_answers(target.path, request.head.fields)),
                      target.session, context);
  }
  if (const auto choice = now->choose(view, target.session, clock_.now())) {
    return play(*now, *choice,
                {view, target.session, context, origin.connection, std::get<std::vector<Fault>>(std::move(faults))});
  }
  if (asks_for_models(view)) return own_answer(models_answer(view, now->exchanges), target.session, context);
  ++now->unmatched;
  const auto used = [&](std::size_t index) { return now->sessions.used(target.session, index); };
  auto own =
      own_answer(unmatched_answer(view, now->matcher, now->exchanges, now->names, used), target.session, context);
  own.is_unmatched = true;
  return own;
}

Answer Responder::refuse(const wire::HttpError& error, wire::HttpFields server_fields) {
  const auto message = error.what + " at byte " + std::to_string(error.offset) + " of the request";
  return own_answer(own_error(error.status, "wiretape_bad_request", message), "",
                    {{.keep_alive = false}, std::move(server_fields)});
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
  for (std::size_t index = 0; index < now->exchanges.size(); ++index) {
    const auto& exchange = *now->exchanges[index];
    uses.push_back({now->names[index], exchange.id, exchange.position, now->prepared[index].uses});
  }
  return uses;
}

std::uint64_t Responder::unmatched() const {
  return loaded()->unmatched;
}

std::shared_ptr<LoadedTapes> Responder::loaded() const {
  const std::lock_guard lock(mutex_);
  return loaded_;
}

Answer Responder::play(LoadedTapes& loaded, const Choice& choice, Asked asked) {
  auto& prepared = loaded.prepared[choice.index];
  const auto& exchange = *prepared.exchange;
  wire::HttpFields fields;
  if (loaded.limits_of(choice.index).is_any()) fields = quota_fields(exchange, choice.quotas, wall_time(exchange));
  Answer answer;
  if (choice.quotas.refusal) {
    answer = own_answer(program::whole_response(limited_answer(exchange, *choice.quotas.refusal, fields)),
                        asked.session, asked.context);
    answer.is_limited = true;
    answer.exchange = exchange.id;
    return answer;
  }
  ++prepared.uses;
  asked.armed = armed_.take(asked.session);
  auto playable = playable_for(loaded, choice.index, asked, fields);
  if (auto* none = std::get_if<NoProgram>(&playable)) {
    const auto& dialect = dialect_for_own_answers(asked.view.path(), asked.view.fields());
    answer = own_answer(own_error(422, none->type, none->message, dialect), asked.session, asked.context);
    answer.refusal = std::move(none->message);
  } else {
    auto& found = std::get<Playable>(playable);
    answer.session = asked.session;
    answer.faults = found->faults;
    answer.program = program_in(std::move(found));
  }
  answer.exchange = exchange.id;
  return answer;
}

/// The faults that may hit, in the order of their doors: tape, file, control plane, URL and header.
std::vector<const Fault*> Responder::candidates(const PreparedExchange& prepared, const Asked& asked) const {
  std::vector<const Fault*> all;
  const auto add = [&](const std::vector<Fault>& faults) {
    for (const Fault& fault : faults)
      all.push_back(&fault);
  };
  add(prepared.faults);
  add(faults_);
  for (const auto& armed : asked.armed)
    add(*armed);
  add(asked.faults);
  return all;
}

/// The program of a request: one that an earlier request like it had, where nothing in it is random.
std::variant<Responder::Playable, Responder::NoProgram> Responder::playable_for(LoadedTapes& loaded, std::size_t index,
                                                                                const Asked& asked,
                                                                                const wire::HttpFields& extra_fields) {
  auto& prepared = loaded.prepared[index];
  const auto& exchange = *prepared.exchange;
  if (!prepared.plan_mistakes.empty()) {
    return NoProgram{"wiretape_bad_plan", to_string(prepared.plan_mistakes.front())};
  }
  const auto candidates = this->candidates(prepared, asked);
  const bool is_random = prepared.delivery.uses_random() || exchange.is_template;
  const bool counts = is_random || loaded.counts_attempts ||
                      std::ranges::any_of(candidates, [](const Fault* fault) { return needs_attempt(*fault); });
  Hits hits;
  if (counts) hits.count = count_request(exchange, override_.seed, asked.view, asked.session, loaded.sessions);
  hits.faults = hits_among(candidates, {hits.count.attempt, asked.connection, exchange.id}, hits.count.seed);
  if (const auto contradiction = program::find_contradiction(hits.faults)) {
    return NoProgram{"wiretape_bad_plan",
                     fmt::format("the faults '{}' and '{}' contradict each other; expected one of them",
                                 contradiction->first->text, contradiction->second->text)};
  }
  // Programs of a tape with limits differ from request to request, in their fields.
  const bool is_shared = !is_random && extra_fields.empty() &&
                         std::ranges::none_of(hits.faults, [](const Fault* fault) { return fault->type->is_random; });
  if (!is_shared) return compile_for(loaded, index, asked, hits, extra_fields);

  auto key = cache_key(exchange, asked.view, asked.context, hits.faults);
  if (auto kept = prepared.programs.find(key)) return kept;
  auto compiled = compile_for(loaded, index, asked, hits, extra_fields);
  if (auto* playable = std::get_if<Playable>(&compiled); playable != nullptr) {
    return prepared.programs.keep(std::move(key), std::move(*playable));
  }
  return compiled;
}

std::variant<Responder::Playable, Responder::NoProgram> Responder::compile_for(
    const LoadedTapes& loaded, std::size_t index, const Asked& asked, const Hits& hits,
    const wire::HttpFields& extra_fields) const {
  const auto& prepared = loaded.prepared[index];
  const auto& exchange = *prepared.exchange;
  const auto name = [&] {
    return fmt::format("'{}' ({}:{})", exchange.id, loaded.names[index], exchange.position.line);
  };
  std::optional<tape::Answer> filled;
  if (exchange.is_template) {
    const auto captures = loaded.matcher.rule(index).captures(asked.view.path());
    auto result = fill_answer(exchange.answer, {asked.view, captures, id_of(hits.count.seed), now_for(exchange)});
    if (const auto* missing = std::get_if<tape::MissingValue>(&result)) {
      return NoProgram{"wiretape_template",
                       fmt::format("exchange {} says {}, which the request lacks", name(), missing->placeholder)};
    }
    filled = std::get<tape::Answer>(std::move(result));
  }
  auto compiled = program::compile_answer({.answer = filled ? *filled : exchange.answer,
                                           .dialect = exchange.dialect,
                                           .request = asked.view,
                                           .delivery = prepared.delivery,
                                           .context = asked.context.response,
                                           .seed = hits.count.seed,
                                           .faults = hits.faults,
                                           .extra_fields = extra_fields,
                                           .server_fields = asked.context.server_fields});
  if (const auto* unfit = std::get_if<program::UnfitFault>(&compiled)) {
    return NoProgram{"wiretape_unfit_fault", fmt::format("the fault '{}' does not fit exchange {}: {}; there is: {}",
                                                         unfit->fault->text, name(), unfit->found, unfit->expected)};
  }
  auto& done = std::get<program::CompiledAnswer>(compiled);
  return std::make_shared<const PlayableProgram>(PlayableProgram{std::move(done.program), texts_of(done.faults)});
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

}  // namespace wiretape::mockserver
