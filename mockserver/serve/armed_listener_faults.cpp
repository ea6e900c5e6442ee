#include "wiretape/mockserver/serve/armed_listener_faults.h"

#include <algorithm>
#include <variant>

namespace wiretape::mockserver {
namespace {

bool is_refusal(const ListenerFault& fault) {
  return std::holds_alternative<Refuse>(fault.action);
}

}  // namespace

std::unique_ptr<const ListenerAction> ArmedListenerFaults::next_connection() {
  ++connections_;
  const auto fault = std::ranges::find_if(faults_, [this](const ListenerFault& armed) {
    return !is_refusal(armed) && armed.hits > 0 && armed.connections.contains(connections_);
  });
  if (fault == faults_.end()) return nullptr;
  --fault->hits;
  return std::make_unique<const ListenerAction>(fault->action);
}

bool ArmedListenerFaults::refuses() const {
  return std::ranges::any_of(faults_, [this](const ListenerFault& fault) {
    return is_refusal(fault) && fault.connections.first <= connections_ + 1;
  });
}

}  // namespace wiretape::mockserver
