#include "wiretape/mockserver/answer/make.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "wiretape/core/compile/compile_answer.h"
#include "wiretape/core/fault/counts.h"
#include "wiretape/core/provider/shared/ids/derived_id.h"
#include "wiretape/core/tape/template/fill_answer.h"
#include "wiretape/mockserver/answer/quota/wall_time.h"

namespace wiretape::mockserver {
namespace {

using fault::Fault;
using SharedProgram = std::shared_ptr<const MadeProgram>;

std::string id_of(std::uint64_t seed) {
  return provider::derived_id("", 24, provider::ContentHash().add(seed));
}

std::vector<std::string> texts_of(const std::vector<const Fault*>& faults) {
  std::vector<std::string> texts;
  texts.reserve(faults.size());
  for (const Fault* fault : faults)
    texts.push_back(fault->text);
  return texts;
}

/// Where in `all` each of `some` of them is.
std::vector<std::size_t> places_of(const std::vector<const Fault*>& some, const std::vector<const Fault*>& all) {
  std::vector<std::size_t> places;
  places.reserve(some.size());
  for (const Fault* fault : some)
    places.push_back(static_cast<std::size_t>(std::ranges::find(all, fault) - all.begin()));
  return places;
}

std::string name_of(const PreparedExchange& prepared) {
  const auto& exchange = *prepared.exchange;
  return fmt::format("'{}' ({}:{})", exchange.id, prepared.tape->name, exchange.position.line);
}

/// What of the connection and the request decides a program that is not random.
std::string cache_key(const tape::Exchange& exchange, const Asked& asked, const std::vector<const Fault*>& hits) {
  const auto& response = asked.context.response;
  std::string key{response.is_head ? 'H' : 'B', response.minor_version > 0 ? '1' : '0', response.keep_alive ? 'K' : 'C',
                  response.is_tls && !hits.empty() ? 'T' : 'P'};
  for (const Fault* fault : hits)
    key.append(fault->text).append(1, '\n');
  for (const auto& field : asked.context.server_fields)
    key.append(field.value).append(1, '\n');
  if (const auto* reply = std::get_if<provider::Reply>(&exchange.answer)) {
    key += exchange.dialect->write.render_key(*reply, asked.view);
  }
  return key;
}

std::variant<tape::Answer, OwnError> fill(const Asked& asked, const PreparedExchange& prepared, std::uint64_t seed) {
  const auto captures = prepared.rule->captures(asked.view.path());
  auto filled = fill_answer(prepared.exchange->answer, {.request = asked.view,
                                                        .path = captures,
                                                        .id = id_of(seed),
                                                        .now = unix_seconds(prepared.has_seed),
                                                        .dialect = prepared.exchange->dialect,
                                                        .seed = prepared.seed});
  if (const auto* missing = std::get_if<tape::MissingValue>(&filled)) {
    return OwnError{
        422, "wiretape_template",
        fmt::format("exchange {} says {}, which the request lacks", name_of(prepared), missing->placeholder)};
  }
  return std::get<tape::Answer>(std::move(filled));
}

Made compile_for(const tape::Answer& answer, const Asked& asked, const ClaimedUse& use, const Hits& hits) {
  const auto& prepared = use.exchange;
  auto compiled = compile::compile_answer({.answer = answer,
                                           .dialect = prepared.exchange->dialect,
                                           .request = asked.view,
                                           .delivery = prepared.delivery,
                                           .context = asked.context.response,
                                           .seed = hits.count.seed,
                                           .faults = hits.faults,
                                           .extra_fields = use.quota_fields,
                                           .server_fields = asked.context.server_fields});
  if (const auto* unfit = std::get_if<compile::UnfitFault>(&compiled)) {
    return OwnError{422, "wiretape_unfit_fault",
                    fmt::format("the fault '{}' does not fit exchange {}: {}; there is: {}", unfit->fault->text,
                                name_of(prepared), unfit->found, unfit->expected)};
  }
  auto& done = std::get<compile::CompiledAnswer>(compiled);
  const bool spares = std::ranges::any_of(done.faults, [](const Fault* fault) { return spares_exchange(*fault); });
  return std::make_shared<const MadeProgram>(
      MadeProgram{std::move(done.program), texts_of(done.faults), places_of(done.faults, hits.faults), spares});
}

Made fill_and_compile(const Asked& asked, const ClaimedUse& use, const Hits& hits) {
  const auto& exchange = *use.exchange.exchange;
  if (!exchange.is_template) return compile_for(exchange.answer, asked, use, hits);
  auto filled = fill(asked, use.exchange, hits.count.seed);
  if (auto* error = std::get_if<OwnError>(&filled)) return std::move(*error);
  return compile_for(std::get<tape::Answer>(filled), asked, use, hits);
}

/// Whether requests like this one get the same program. Those of a tape with limits tell what is left; each WebSocket
/// has a key of its own.
bool is_shared(const ClaimedUse& use, const Hits& hits) {
  return !std::holds_alternative<tape::Dialogue>(use.exchange.exchange->answer) && !use.exchange.is_random &&
         use.quota_fields.empty() &&
         std::ranges::none_of(hits.faults, [](const Fault* fault) { return fault->type->is_random; });
}

}  // namespace

Made make(const Asked& asked, const ClaimedUse& use, const Hits& hits) {
  if (!is_shared(use, hits)) return fill_and_compile(asked, use, hits);
  auto& programs = use.exchange.programs;
  auto key = cache_key(*use.exchange.exchange, asked, hits.faults);
  if (auto kept = programs.find(key)) return kept;
  auto made = fill_and_compile(asked, use, hits);
  if (auto* program = std::get_if<SharedProgram>(&made)) return programs.keep(std::move(key), std::move(*program));
  return made;
}

}  // namespace wiretape::mockserver
