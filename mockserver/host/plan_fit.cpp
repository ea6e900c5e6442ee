#include "wiretape/mockserver/host/plan_fit.h"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>
#include <variant>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "wiretape/core/compile/load_tape.h"
#include "wiretape/core/fault/plan/check_plan.h"
#include "wiretape/core/tape/follow_ups.h"

namespace wiretape::mockserver {
namespace {

using fault::Fault;

constexpr std::size_t most_named = 5;

/// What became of one fault of the plan.
struct Trial {
  std::size_t exchanges = 0;       // that it may hit
  std::vector<std::string> unfit;  // those of them that it does not fit
  std::string found;               // why not, of the first
  std::string expected;
};

bool may_hit(const Fault& fault, const tape::Exchange& exchange) {
  return !fault.condition.exchange || *fault.condition.exchange == exchange.id;
}

/// The exchange's own faults; none where they have mistakes, which are told elsewhere.
std::vector<Fault> own_faults(const tape::Exchange& exchange) {
  auto checked = fault::check_plan(exchange.faults, {.has_seed = true});
  auto* faults = std::get_if<std::vector<Fault>>(&checked);
  return faults == nullptr ? std::vector<Fault>() : std::move(*faults);
}

void try_on(const tape::Exchange& exchange, const std::string& tape, const std::vector<Fault>& plan,
            std::vector<Trial>& trials) {
  auto faults = own_faults(exchange);
  std::vector<std::size_t> of_plan(faults.size(), plan.size());  // which fault of the plan each is
  for (std::size_t index = 0; index < plan.size(); ++index) {
    if (!may_hit(plan[index], exchange)) continue;
    ++trials[index].exchanges;
    faults.push_back(plan[index]);
    of_plan.push_back(index);
  }
  // One that does not fit hides what comes after it: it is let pass, and the others are tried again.
  for (auto all = compile::unfit_faults(faults, exchange); !all.empty();
       all = compile::unfit_faults(faults, exchange)) {
    const auto& unfit = all.front();
    const auto at = static_cast<std::size_t>(unfit.fault - faults.data());
    faults[at].is_optional = true;
    const auto index = of_plan[at];
    if (index == plan.size()) continue;
    auto& trial = trials[index];
    if (trial.unfit.empty()) std::tie(trial.found, trial.expected) = std::tie(unfit.found, unfit.expected);
    trial.unfit.push_back(fmt::format("'{}' ({}:{})", exchange.id, tape, exchange.position.line));
  }
}

std::string named(std::vector<std::string> exchanges) {
  const auto more = exchanges.size() - std::min(exchanges.size(), most_named);
  exchanges.resize(exchanges.size() - more);
  return fmt::format("{}{}", fmt::join(exchanges, ", "), more == 0 ? "" : fmt::format(" and {} more", more));
}

void judge(const Fault& fault, const Trial& trial, const std::string& name, PlanFit& fit) {
  if (trial.unfit.empty()) return;
  if (trial.unfit.size() == trial.exchanges) {
    const auto found =
        fmt::format("'{}', which fits no exchange: of {} {}", fault.text, trial.unfit.front(), trial.found);
    fit.mistakes.push_back({name, fault.position, found, trial.expected, "optional=true lets it pass"});
  } else {
    fit.warnings.push_back(fmt::format("{}: '{}' does not fit {} of {} exchanges, which answer 422 where it hits: {}",
                                       name, fault.text, trial.unfit.size(), trial.exchanges, named(trial.unfit)));
  }
}

void try_plan(const std::vector<tape::Tape>& tapes, const std::string& name, PlanFit& fit) {
  const auto& plan = fit.plan.of_responses;
  if (plan.empty()) return;
  std::vector<Trial> trials(plan.size());
  for (const auto& tape : tapes) {
    for (const auto& exchange : tape::unfolded(tape).exchanges) {
      if (!exchange.is_template) try_on(exchange, tape.name, plan, trials);
    }
  }
  for (std::size_t index = 0; index < plan.size(); ++index)
    judge(plan[index], trials[index], name, fit);
}

}  // namespace

std::variant<PlanFit, ListenerPlanError> fit_plan(std::vector<Fault> plan, const std::vector<tape::Tape>& tapes,
                                                  const std::string& name, net::Security security) {
  auto split = split_plan(std::move(plan), security);
  if (auto* error = std::get_if<ListenerPlanError>(&split)) return std::move(*error);
  PlanFit fit{std::get<SplitPlan>(std::move(split)), {}, {}};
  try_plan(tapes, name, fit);
  return fit;
}

}  // namespace wiretape::mockserver
