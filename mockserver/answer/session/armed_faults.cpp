#include "wiretape/mockserver/answer/session/armed_faults.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "wiretape/mockserver/answer/session/session_bounds.h"

namespace wiretape::mockserver {

void ArmedFaults::arm(ArmedPlan plan) {
  const std::lock_guard lock(mutex_);
  if (const auto before = plans_.find(plan.session); before != plans_.end()) drop(before);
  auto session = plan.session;
  plans_.emplace(std::move(session), std::move(plan));
  is_armed_ = true;
}

bool ArmedFaults::has_room_for(const std::string& session) const {
  const std::lock_guard lock(mutex_);
  return plans_.size() < most_sessions || plans_.contains(session);
}

void ArmedFaults::disarm(const std::optional<std::string>& session) {
  const std::lock_guard lock(mutex_);
  if (const auto plan = plans_.find(session); plan != plans_.end()) drop(plan);
  is_armed_ = !plans_.empty();
}

void ArmedFaults::disarm_all() {
  const std::lock_guard lock(mutex_);
  while (!plans_.empty())
    drop(plans_.begin());
  is_armed_ = false;
}

void ArmedFaults::drop(Plans::iterator plan) {
  const auto has_hit = [](const ArmedPlan& each) { return each.faults->have_all_hit(); };
  // A plan goes with the last request that it meets, and what that is hit by is noted only later.
  if (gone_.size() >= most_gone) std::erase_if(gone_, has_hit);
  if (gone_.size() < most_gone && !has_hit(plan->second)) gone_.push_back(std::move(plan->second));
  plans_.erase(plan);
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
  if (plan.requests && --*plan.requests == 0) drop(found);
}

std::vector<ArmedPlan> ArmedFaults::list() const {
  const std::lock_guard lock(mutex_);
  std::vector<ArmedPlan> plans;
  for (const auto& [session, plan] : plans_)
    plans.push_back(plan);
  return plans;
}

std::vector<FaultUse> ArmedFaults::uses() const {
  const std::lock_guard lock(mutex_);
  std::vector<FaultUse> uses;
  const auto add = [&](const ArmedPlan& plan) {
    const auto name = plan.session ? fmt::format("the plan armed for session '{}'", *plan.session)
                                   : std::string("the plan armed for every session");
    std::ranges::move(plan.faults->uses(name), std::back_inserter(uses));
  };
  std::ranges::for_each(gone_, add);
  for (const auto& [session, plan] : plans_)
    add(plan);
  return uses;
}

}  // namespace wiretape::mockserver
