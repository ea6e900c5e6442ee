#include "wiretape/core/compile/playing_time.h"

#include <variant>

#include "wiretape/core/compile/sample_answer.h"

namespace wiretape::compile {

std::optional<std::chrono::microseconds> playing_time(const tape::Exchange& exchange) {
  if (exchange.is_template) return std::nullopt;
  const auto compiled = sample_answer(exchange);
  const auto* answer = std::get_if<CompiledAnswer>(&compiled);
  if (answer == nullptr) return std::nullopt;
  const auto& steps = answer->program.steps;
  return steps.empty() ? std::chrono::microseconds(0) : steps.back().at;
}

}  // namespace wiretape::compile
