#include "wiretape/core/compile/load_tape.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "wiretape/core/compile/sample_answer.h"
#include "wiretape/core/fault/fault_condition.h"
#include "wiretape/core/fault/plan/check_plan.h"
#include "wiretape/core/tape/load/load_plan.h"
#include "wiretape/core/tape/load/read_tape.h"

namespace wiretape::compile {
namespace {

/// The faults that may hit together with one of them, in their order: what comes before it may move its place.
std::vector<const fault::Fault*> company_of(const fault::Fault& fault, const std::vector<fault::Fault>& all) {
  std::vector<const fault::Fault*> company;
  for (const fault::Fault& each : all) {
    if (fault::may_meet(each.condition, fault.condition)) company.push_back(&each);
  }
  return company;
}

/// Why faults that hit together do not fit the exchange's answer, or nullopt.
std::optional<UnfitFault> unfit_among(const std::vector<const fault::Fault*>& faults, const tape::Exchange& exchange) {
  auto compiled = sample_answer(exchange, faults);
  auto* unfit = std::get_if<UnfitFault>(&compiled);
  return unfit == nullptr ? std::nullopt : std::optional(std::move(*unfit));
}

void check_exchange(const tape::Exchange& exchange, const std::string& file, text::Diagnostics& mistakes) {
  const fault::PlanSource source{.name = file, .has_seed = exchange.delivery.seed != 0, .for_listener = false};
  auto checked = fault::check_plan(exchange.faults, source);
  if (auto* found = std::get_if<text::Diagnostics>(&checked)) {
    std::ranges::move(*found, std::back_inserter(mistakes));
    return;
  }
  if (exchange.is_template) return;
  for (const UnfitFault& unfit : unfit_faults(std::get<std::vector<fault::Fault>>(checked), exchange)) {
    mistakes.push_back({file, unfit.fault->position, unfit.found, unfit.expected, "optional: true lets it pass"});
  }
}

}  // namespace

std::vector<UnfitFault> unfit_faults(const std::vector<fault::Fault>& faults, const tape::Exchange& exchange) {
  // Faults with the same company need not be tried again.
  std::map<std::vector<const fault::Fault*>, std::optional<UnfitFault>> tried;
  std::vector<UnfitFault> all;
  for (const fault::Fault& fault : faults) {
    const auto [found, is_new] = tried.try_emplace(company_of(fault, faults));
    if (is_new) found->second = unfit_among(found->first, exchange);
    if (found->second && found->second->fault == &fault) all.push_back(*found->second);
  }
  return all;
}

text::Diagnostics check_faults(const tape::Tape& tape) {
  text::Diagnostics mistakes;
  for (const tape::Exchange& exchange : tape.exchanges) {
    if (!exchange.faults.empty()) check_exchange(exchange, tape.name, mistakes);
  }
  return mistakes;
}

std::variant<tape::Tape, text::Diagnostics> load_tape(const std::string& path) {
  auto loaded = tape::read_tape(path);
  if (const auto* tape = std::get_if<tape::Tape>(&loaded)) {
    auto mistakes = check_faults(*tape);
    if (!mistakes.empty()) return mistakes;
  }
  return loaded;
}

std::variant<std::vector<fault::Fault>, text::Diagnostics> load_faults(const std::string& path, bool has_seed) {
  const auto plan = tape::load_plan(path);
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&plan)) return *mistakes;
  return fault::check_plan(std::get<tape::FaultPlan>(plan), {.name = path, .has_seed = has_seed, .for_listener = true});
}

}  // namespace wiretape::compile
