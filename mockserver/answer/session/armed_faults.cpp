#include "wiretape/mockserver/answer/session/armed_faults.h"

#include <utility>

#include "wiretape/mockserver/answer/session/session_bounds.h"

namespace wiretape::mockserver {

void ArmedFaults::arm(ArmedPlan plan) {
  const std::lock_guard lock(mutex_);
  auto session = plan.session;
  plans_.insert_or_assign(std::move(session), std::move(plan));
  is_armed_ = true;
}

bool ArmedFaults::has_room_for(const std::string& session) const {
  const std::lock_guard lock(mutex_);
  return plans_.size() < most_sessions || plans_.contains(session);
}

void ArmedFaults::disarm(const std::optional<std::string>& session) {
  const std::lock_guard lock(mutex_);
  plans_.erase(session);
  is_armed_ = !plans_.empty();
}

void ArmedFaults::disarm_all() {
  const std::lock_guard lock(mutex_);
  plans_.clear();
  is_armed_ = false;
}

std::vector<SharedFaults> ArmedFaults::take(std::string_view session) {
  std::vector<SharedFaults> taken;
  if (!is_armed_) return taken;
  const std::lock_guard lock(mutex_);
  take_one(std::nullopt, taken);
  take_one(std::string(session), taken);
  is_armed_ = !plans_.empty();
  return taken;
}

void ArmedFaults::take_one(const std::optional<std::string>& session, std::vector<SharedFaults>& taken) {
  const auto found = plans_.find(session);
  if (found == plans_.end()) return;
  auto& plan = found->second;
  taken.push_back(plan.faults);
  if (plan.requests && --*plan.requests == 0) plans_.erase(found);
}

std::vector<ArmedPlan> ArmedFaults::list() const {
  const std::lock_guard lock(mutex_);
  std::vector<ArmedPlan> plans;
  for (const auto& [session, plan] : plans_)
    plans.push_back(plan);
  return plans;
}

}  // namespace wiretape::mockserver
