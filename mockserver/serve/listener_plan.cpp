#include "wiretape/mockserver/serve/listener_plan.h"

#include <utility>

#include <fmt/format.h>

namespace wiretape::mockserver {
namespace {

ListenerFault listener_fault(const fault::Fault& fault, const fault::ListenerFault& function) {
  ListenerFault armed{.action = function.action(fault.arguments), .text = fault.text, .position = fault.position};
  if (const auto& range = fault.condition.connection) armed.connections = {range->least, range->most};
  if (fault.arguments.has("times")) armed.hits = fault.arguments.count("times");
  return armed;
}

}  // namespace

std::variant<SplitPlan, ListenerPlanError> split_plan(std::vector<fault::Fault> faults, net::Security security) {
  SplitPlan split;
  for (fault::Fault& fault : faults) {
    const auto* function = std::get_if<fault::ListenerFault>(&fault.type->function);
    if (function == nullptr) {
      split.of_responses.push_back(std::move(fault));
      continue;
    }
    auto armed = listener_fault(fault, *function);
    if (const auto mistake = mistake_in(armed, security)) {
      return ListenerPlanError{fmt::format("the fault '{}': {}", fault.text, *mistake)};
    }
    split.of_listener.push_back(std::move(armed));
  }
  return split;
}

}  // namespace wiretape::mockserver
