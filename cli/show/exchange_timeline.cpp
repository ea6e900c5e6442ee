#include "cli/show/exchange_timeline.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "wiretape/core/compile/sample_request.h"
#include "wiretape/core/timeline/first_difference.h"
#include "wiretape/mockserver/answer/responder.h"

#include "cli/show/tape_answers.h"

namespace wiretape::cli {
namespace {

using mockserver::Playable;
using timeline::PlacedFault;

/// Plays an exchange to one request, with other faults if need be.
class ExchangePlay {
 public:
  ExchangePlay(std::string tape, const tape::Exchange& exchange, const wire::HttpRequest& request)
      : tape_(std::move(tape)), exchange_(exchange), request_(request) {}

  [[nodiscard]] Playable with(tape::FaultPlan faults) const {
    auto exchange = exchange_;
    exchange.faults = std::move(faults);
    auto played = first_answer(exchange);
    if (played.exchange == exchange.id || !played.error.empty()) return played;
    // What an expression asks for can't be made up. Captures of the path are needed, though.
    exchange.request = {.method = exchange_.request.method, .path = exchange_.request.path};
    return first_answer(exchange);
  }

 private:
  [[nodiscard]] Playable first_answer(const tape::Exchange& exchange) const {
    mockserver::Responder responder({{.name = tape_, .exchanges = {exchange}}});
    return responder.respond(request_);
  }

  std::string tape_;
  const tape::Exchange& exchange_;
  const wire::HttpRequest& request_;
};

/// Where each fault of the plan shows: what would be otherwise without it.
std::vector<PlacedFault> placed_faults(const ExchangePlay& play, const tape::FaultPlan& plan, const Playable& whole) {
  std::vector<PlacedFault> placed;
  for (std::size_t index = 0; index < plan.size(); ++index) {
    PlacedFault fault{.text = to_string(plan[index])};
    fault.is_hit = std::ranges::find(whole.faults, fault.text) != whole.faults.end();
    auto others = plan;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(index));
    const auto without = fault.is_hit ? play.with(std::move(others)) : Playable{};
    if (without.program != nullptr) fault.step = timeline::first_difference(*whole.program, *without.program);
    placed.push_back(std::move(fault));
  }
  return placed;
}

}  // namespace

std::variant<timeline::Timeline, std::string> exchange_timeline(const std::string& tape,
                                                                const tape::Exchange& exchange) {
  const auto request = compile::sample_request(exchange);
  const ExchangePlay play(tape, exchange, request);
  const auto played = play.with(exchange.faults);
  if (!played.error.empty()) return played.error;
  if (played.exchange != exchange.id) {
    return fmt::format(
        "exchange '{}' does not answer {} {}, which is made up after its rule; 'wiretape compile' shows "
        "its answer to the request that --request gives",
        exchange.id, request.head.method, request.head.target);
  }
  const auto plain = exchange.faults.empty() ? played : play.with({});
  return timeline::make_timeline({.tape = tape,
                                  .exchange = exchange,
                                  .request = request,
                                  .dialect = answer_dialect(exchange, request),
                                  .program = played.program,
                                  .plain = *plain.program,
                                  .faults = placed_faults(play, exchange.faults, played)});
}

}  // namespace wiretape::cli
