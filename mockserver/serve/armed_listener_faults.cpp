#include "wiretape/mockserver/serve/armed_listener_faults.h"

#include <algorithm>
#include <iterator>
#include <variant>

namespace wiretape::mockserver {
namespace {

bool is_refusal(const ListenerFault& fault) {
  return std::holds_alternative<Refuse>(fault.action);
}

}  // namespace

void ArmedListenerFaults::arm(std::vector<ListenerFault> faults, std::function<void()> in_force) {
  {
    const std::lock_guard lock(mutex_);
    faults_ = std::move(faults);
    connections_ = 0;
  }
  if (!in_force) in_force = [] {};
  if (listener_) {
    listener_(std::move(in_force));
  } else {
    in_force();
  }
}

std::unique_ptr<const ListenerAction> ArmedListenerFaults::next_connection() {
  const std::lock_guard lock(mutex_);
  ++connections_;
  const auto fault = std::ranges::find_if(faults_, [this](const ListenerFault& armed) {
    return !is_refusal(armed) && armed.hits > 0 && armed.connections.contains(connections_);
  });
  if (fault == faults_.end()) return nullptr;
  --fault->hits;
  return std::make_unique<const ListenerAction>(fault->action);
}

bool ArmedListenerFaults::refuses() const {
  const std::lock_guard lock(mutex_);
  return std::ranges::any_of(faults_, [this](const ListenerFault& fault) {
    return is_refusal(fault) && fault.connections.first <= connections_ + 1;
  });
}

std::vector<ListenerFault> ArmedListenerFaults::list() const {
  const std::lock_guard lock(mutex_);
  std::vector<ListenerFault> able;
  std::ranges::copy_if(faults_, std::back_inserter(able), [this](const ListenerFault& fault) {
    return is_refusal(fault) || (fault.hits > 0 && fault.connections.last > connections_);
  });
  return able;
}

}  // namespace wiretape::mockserver
