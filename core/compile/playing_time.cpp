#include "wiretape/core/compile/playing_time.h"

#include <variant>

#include "wiretape/core/compile/compile_answer.h"
#include "wiretape/core/compile/sample_request.h"
#include "wiretape/core/provider/request_view.h"

namespace wiretape::compile {

std::optional<std::chrono::microseconds> playing_time(const tape::Exchange& exchange) {
  if (exchange.is_template) return std::nullopt;
  const auto request = sample_request(exchange);
  const provider::RequestView view(request, request.head.target, "");
  const auto compiled = compile_answer({.answer = exchange.answer,
                                        .dialect = exchange.dialect,
                                        .request = view,
                                        .delivery = exchange.delivery,
                                        .context = {.is_head = request.head.method == "HEAD"}});
  const auto* answer = std::get_if<CompiledAnswer>(&compiled);
  if (answer == nullptr) return std::nullopt;
  const auto& steps = answer->program.steps;
  return steps.empty() ? std::chrono::microseconds(0) : steps.back().at;
}

}  // namespace wiretape::compile
