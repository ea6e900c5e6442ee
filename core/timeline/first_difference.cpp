#include "wiretape/core/timeline/first_difference.h"

#include <algorithm>

#include "wiretape/core/timeline/sent_bytes.h"

namespace wiretape::timeline {
namespace {

bool is_same(const program::WireProgram& program, const program::Step& step, const program::WireProgram& other,
             const program::Step& others) {
  const bool both_write = std::holds_alternative<program::WriteAction>(step.action) &&
                          std::holds_alternative<program::WriteAction>(others.action);
  return step.at == others.at && (both_write || step.action == others.action) &&
         sent_bytes(program, step.action) == sent_bytes(other, others.action);
}

}  // namespace

std::optional<std::size_t> first_difference(const program::WireProgram& program, const program::WireProgram& other) {
  const auto [mine, others] =
      std::ranges::mismatch(program.steps, other.steps,
                            [&](const auto& left, const auto& right) { return is_same(program, left, other, right); });
  if (mine == program.steps.end() && others == other.steps.end()) return std::nullopt;
  return static_cast<std::size_t>(mine - program.steps.begin());
}

}  // namespace wiretape::timeline
