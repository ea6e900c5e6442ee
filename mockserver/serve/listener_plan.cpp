#include "wiretape/mockserver/serve/listener_plan.h"

#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace wiretape::mockserver {
namespace {

HandshakePlace place_of(const program::FaultArguments& arguments) {
  return arguments.text("after") == "server_hello" ? HandshakePlace::server_hello : HandshakePlace::client_hello;
}

ListenerAction action_of(const program::Fault& fault) {
  const std::string_view name = fault.type->name;
  const auto& arguments = fault.arguments;
  if (name == "silent") {
    return Silent{arguments.has("for") ? std::optional(arguments.duration("for")) : std::nullopt};
  }
  if (name == "delay_first_read") return DelayFirstRead{arguments.duration("for")};
  if (name == "handshake_stall") return TlsStall{place_of(arguments)};
  if (name == "handshake_cut") {
    return TlsCut{place_of(arguments), arguments.text("how") == "reset" ? Cut::reset : Cut::fin};
  }
  if (name == "slow_read") return SlowRead{arguments.count("bytes"), arguments.duration("every")};
  return Refuse{};
}

ListenerFault listener_fault(const program::Fault& fault) {
  ListenerFault armed{action_of(fault)};
  if (const auto& range = fault.condition.connection) armed.connections = {range->least, range->most};
  if (fault.arguments.has("times")) armed.hits = fault.arguments.count("times");
  return armed;
}

}  // namespace

std::variant<SplitPlan, ListenerPlanError> split_plan(std::vector<program::Fault> faults, net::Security security) {
  SplitPlan split;
  for (program::Fault& fault : faults) {
    if (!std::holds_alternative<program::ListenerFault>(fault.type->function)) {
      split.of_responses.push_back(std::move(fault));
      continue;
    }
    auto armed = listener_fault(fault);
    if (const auto mistake = mistake_in(armed, security)) {
      return ListenerPlanError{fmt::format("the fault '{}': {}", fault.text, *mistake)};
    }
    split.of_listener.push_back(armed);
  }
  return split;
}

}  // namespace wiretape::mockserver
