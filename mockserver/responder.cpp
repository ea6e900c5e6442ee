#include "wiretape/mockserver/responder.h"

#include <optional>
#include <utility>
#include <variant>

#include "wiretape/core/program/body.h"
#include "wiretape/core/program/random.h"
#include "wiretape/core/program/request_key.h"
#include "wiretape/mockserver/builtin_answers.h"

namespace wiretape::mockserver {
namespace {

using program::ResponseContext;
using program::WireProgram;

// Requests choose the key (a model's name, say), so the number of programs kept for one exchange is bounded.
constexpr std::size_t cached_programs = 256;

std::shared_ptr<const WireProgram> share(WireProgram program) {
  return std::make_shared<const WireProgram>(std::move(program));
}

/// An answer of the server's own, at once and whole.
Answer own_answer(program::Response response, std::string session, const ResponseContext& context) {
  tape::Delivery delivery;
  delivery.fragment = tape::FragmentWhole{};
  return {share(compile(std::move(response), delivery, context, 0)), std::move(session), ""};
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
};

}  // namespace

/// An exchange with the override laid over it, and its programs so far.
struct Responder::Prepared {
  tape::Delivery delivery;
  std::unordered_map<std::string, std::shared_ptr<const WireProgram>> programs;
};

Responder::Responder(std::vector<tape::Tape> tapes, DeliveryOverride delivery)
    : tapes_(std::move(tapes)), exchanges_(all_exchanges(tapes_)), matcher_(exchanges_), override_(delivery) {
  for (const auto* exchange : exchanges_) {
    auto prepared = std::make_shared<Prepared>();
    prepared->delivery = exchange->delivery;
    prepared->delivery.speed *= delivery.speed;
    prepared->delivery.instant |= delivery.instant;
    prepared_.push_back(std::move(prepared));
  }
}

Answer Responder::respond(const wire::HttpRequest& request) {
  const auto context = context_of(request);
  auto split = split_target(request.head.target);
  if (const auto* error = std::get_if<PrefixError>(&split)) {
    return own_answer(own_error(400, "wiretape_bad_prefix", error->found + "; expected " + error->expected), "",
                      context);
  }
  auto& target = std::get<PrefixedTarget>(split);
  if (target.plan || wire::find_field(request.head.fields, "x-wiretape-faults")) {
    return own_answer(own_error(422, "wiretape_no_faults",
                                "this version of wiretape has no faults yet; take the plan out of the request"),
                      std::move(target.session), context);
  }
  const provider::RequestView view(request, target.path, target.query);
  if (const auto index = matcher_.find(view)) {
    auto program = program_for(*index, view, target.session, context);
    return {std::move(program), std::move(target.session), exchanges_[*index]->id};
  }
  return own_answer(asks_for_models(view) ? models_answer(exchanges_) : unmatched_answer(view, matcher_, exchanges_),
                    std::move(target.session), context);
}

Answer Responder::refuse(const wire::HttpError& error) {
  const auto message = error.what + " at byte " + std::to_string(error.offset) + " of the request";
  return own_answer(own_error(error.status, "wiretape_bad_request", message), "", {.keep_alive = false});
}

std::shared_ptr<const WireProgram> Responder::program_for(std::size_t index, const provider::RequestView& request,
                                                          std::string_view session, const ResponseContext& context) {
  const auto& exchange = *exchanges_[index];
  auto& prepared = *prepared_[index];
  const auto compiled = [&](std::uint64_t seed) {
    auto response = std::visit(ResponseMaker{exchange.dialect, request}, exchange.answer);
    return share(compile(std::move(response), prepared.delivery, context, seed));
  };
  if (prepared.delivery.uses_random()) return compiled(seed_for(exchange, request, session));

  std::string key{context.is_head ? 'H' : 'B', context.minor_version > 0 ? '1' : '0', context.keep_alive ? 'K' : 'C'};
  if (std::holds_alternative<provider::Reply>(exchange.answer)) key += exchange.dialect->render_key(request);
  if (const auto known = prepared.programs.find(key); known != prepared.programs.end()) return known->second;
  if (prepared.programs.size() >= cached_programs) prepared.programs.clear();
  return prepared.programs.emplace(std::move(key), compiled(0)).first->second;
}

std::uint64_t Responder::seed_for(const tape::Exchange& exchange, const provider::RequestView& request,
                                  std::string_view session) {
  const auto key = program::request_key(session, request);
  auto seed = program::mix_seed(override_.seed, exchange.delivery.seed);
  seed = program::mix_seed(seed, exchange.id);
  seed = program::mix_seed(seed, key);
  return program::mix_seed(seed, ++attempts_[key]);
}

}  // namespace wiretape::mockserver
