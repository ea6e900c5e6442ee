#include "wiretape/mockserver/read_plan.h"

#include <string>

#include "wiretape/core/program/check_plan.h"
#include "wiretape/core/tape/fault_plan.h"
#include "wiretape/core/tape/load_plan.h"

namespace wiretape::mockserver {
namespace {

const std::string plan_name = "the plan";

/// The text form has no blank and no bracket before its first value.
bool is_document(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  return first == text.npos || text[first] == '{' || text.substr(first).starts_with("faults:");
}

std::variant<tape::FaultPlan, tape::Diagnostics> parse(std::string_view text) {
  if (is_document(text)) return tape::parse_plan(text, plan_name);
  const auto end = text.find_last_not_of(" \t\r\n");
  auto plan = tape::parse_fault_plan(text.substr(0, end + 1));
  if (const auto* error = std::get_if<tape::FaultPlanError>(&plan)) {
    return tape::Diagnostics{{plan_name, {1, error->offset + 1}, error->found, error->expected, ""}};
  }
  return std::get<tape::FaultPlan>(std::move(plan));
}

}  // namespace

std::variant<std::vector<program::Fault>, tape::Diagnostics> read_plan(std::string_view text, bool has_seed) {
  const auto plan = parse(text);
  if (const auto* mistakes = std::get_if<tape::Diagnostics>(&plan)) return *mistakes;
  return program::check_plan(std::get<tape::FaultPlan>(plan),
                             {.name = plan_name, .has_seed = has_seed, .for_listener = true});
}

}  // namespace wiretape::mockserver
