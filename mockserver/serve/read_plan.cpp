#include "wiretape/mockserver/serve/read_plan.h"

#include <algorithm>
#include <string>

#include "wiretape/core/fault/plan/check_plan.h"
#include "wiretape/core/tape/fault_plan.h"
#include "wiretape/core/tape/load/load_plan.h"

namespace wiretape::mockserver {
namespace {

const std::string plan_name = "the plan";

/// The text form begins with a fault's name, and no document with a list `faults` does.
bool is_document(std::string_view text) {
  const bool is_word = !text.empty() && text.front() >= 'a' && text.front() <= 'z';
  return !is_word || text.starts_with("faults:") || text.starts_with("faults :");
}

std::variant<tape::FaultPlan, text::Diagnostics> parse(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto begin = std::min(text.find_first_not_of(blanks), text.size());
  const auto end = text.find_last_not_of(blanks);
  if (is_document(text.substr(begin))) return tape::parse_plan(text, plan_name);
  auto plan = tape::parse_fault_plan(text.substr(begin, end + 1 - begin));
  if (const auto* error = std::get_if<text::InputError>(&plan)) {
    return text::Diagnostics{diagnose(plan_name, *error)};
  }
  return std::get<tape::FaultPlan>(std::move(plan));
}

}  // namespace

std::variant<std::vector<fault::Fault>, text::Diagnostics> read_plan(std::string_view text, bool has_seed) {
  const auto plan = parse(text);
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&plan)) return *mistakes;
  return fault::check_plan(std::get<tape::FaultPlan>(plan),
                           {.name = plan_name, .has_seed = has_seed, .for_listener = true});
}

}  // namespace wiretape::mockserver
