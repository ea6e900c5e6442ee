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
    for (auto& use : uses_of_armed()) {
      if (!use.has_hit && gone_.size() < most_gone) gone_.push_back(std::move(use));
    }
    faults_ = std::move(faults);
    have_hit_.assign(faults_.size(), false);
    plan_ = "the plan armed for the listener";
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
  have_hit_[static_cast<std::size_t>(fault - faults_.begin())] = true;
  return std::make_unique<const ListenerAction>(fault->action);
}

bool ArmedListenerFaults::refuses() const {
  const std::lock_guard lock(mutex_);
  return std::ranges::any_of(faults_,
                             [this](const ListenerFault& fault) { return is_refusal(fault) && is_in_force(fault); });
}

bool ArmedListenerFaults::is_in_force(const ListenerFault& refusal) const {
  return refusal.connections.first <= connections_ + 1;
}

std::vector<ListenerFault> ArmedListenerFaults::list() const {
  const std::lock_guard lock(mutex_);
  std::vector<ListenerFault> able;
  std::ranges::copy_if(faults_, std::back_inserter(able), [this](const ListenerFault& fault) {
    return is_refusal(fault) || (fault.hits > 0 && fault.connections.last > connections_);
  });
  return able;
}

std::vector<FaultUse> ArmedListenerFaults::uses() const {
  const std::lock_guard lock(mutex_);
  auto uses = gone_;
  std::ranges::move(uses_of_armed(), std::back_inserter(uses));
  return uses;
}

std::vector<FaultUse> ArmedListenerFaults::uses_of_armed() const {
  std::vector<FaultUse> uses;
  for (std::size_t index = 0; index < faults_.size(); ++index) {
    const auto& fault = faults_[index];
    const bool has_hit = is_refusal(fault) ? is_in_force(fault) : have_hit_[index];
    uses.push_back({plan_, "", fault.position, text_of(fault), has_hit});
  }
  return uses;
}

}  // namespace wiretape::mockserver
