#include "wiretape/mockserver/answer/session/session_states.h"

#include "wiretape/mockserver/answer/session/session_bounds.h"

namespace wiretape::mockserver {

bool SessionStates::has_room_for(std::string_view session) const {
  if (count_ < most_sessions) return true;
  const std::lock_guard lock(mutex_);
  return states_.contains(session);
}

bool SessionStates::claim(std::string_view session, std::size_t exchange, std::uint64_t uses) {
  const std::lock_guard lock(mutex_);
  auto& used = state_of(session).uses[exchange];
  if (used >= uses) return false;
  ++used;
  return true;
}

void SessionStates::give_back(std::string_view session, std::size_t exchange) {
  const std::lock_guard lock(mutex_);
  const auto state = states_.find(session);
  if (state == states_.end()) return;
  const auto used = state->second.uses.find(exchange);
  if (used != state->second.uses.end() && used->second > 0) --used->second;
}

std::optional<provider::RateLimitState> SessionStates::claim_within(std::string_view session, std::size_t exchange,
                                                                    const std::optional<std::uint64_t>& uses,
                                                                    const QuotaClaim& quota) {
  const std::lock_guard lock(mutex_);
  auto& state = state_of(session);
  auto* used = uses ? &state.uses[exchange] : nullptr;
  if (used != nullptr && *used >= *uses) return std::nullopt;
  const auto quotas = state.quotas.try_emplace(quota.tape, quota.limits, quota.now).first;
  auto left = quotas->second.take(quota.tokens, quota.now);
  if (used != nullptr && !left.refusal) ++*used;
  return left;
}

std::uint64_t SessionStates::next_request(std::string_view session) {
  const std::lock_guard lock(mutex_);
  if (const auto known = requests_.find(session); known != requests_.end()) return ++known->second;
  if (requests_.size() == most_sessions) requests_.erase(requests_.begin());
  return requests_.emplace(session, 1).first->second;
}

std::uint64_t SessionStates::used(std::string_view session, std::size_t exchange) const {
  const std::lock_guard lock(mutex_);
  const auto state = states_.find(session);
  if (state == states_.end()) return 0;
  const auto used = state->second.uses.find(exchange);
  return used == state->second.uses.end() ? 0 : used->second;
}

std::uint64_t SessionStates::next_attempt(std::string_view session, std::uint64_t request_key) {
  const std::lock_guard lock(mutex_);
  auto& state = state_of(session);
  const auto [attempt, is_new] = state.attempts.try_emplace(request_key, 0);
  const auto count = ++attempt->second;
  if (!is_new) return count;
  state.attempt_keys.push_back(request_key);
  ++attempt_keys_;
  if (state.attempt_keys.size() > most_attempt_keys || attempt_keys_ > most_attempt_keys_in_all)
    forget_first_attempt(state);
  return count;
}

void SessionStates::forget_first_attempt(State& state) {
  state.attempts.erase(state.attempt_keys.front());
  state.attempt_keys.pop_front();
  --attempt_keys_;
}

void SessionStates::reset(std::string_view session) {
  const std::lock_guard lock(mutex_);
  if (const auto counted = requests_.find(session); counted != requests_.end()) requests_.erase(counted);
  const auto state = states_.find(session);
  if (state == states_.end()) return;
  attempt_keys_ -= state->second.attempt_keys.size();
  states_.erase(state);
  count_ = states_.size();
}

void SessionStates::reset_all() {
  const std::lock_guard lock(mutex_);
  states_.clear();
  requests_.clear();
  attempt_keys_ = 0;
  count_ = 0;
}

std::vector<std::string> SessionStates::names() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> names;
  names.reserve(states_.size());
  for (const auto& [name, state] : states_)
    names.push_back(name);
  return names;
}

SessionStates::State& SessionStates::state_of(std::string_view session) {
  if (const auto known = states_.find(session); known != states_.end()) return known->second;
  auto& fresh = states_[std::string(session)];
  count_ = states_.size();
  return fresh;
}

}  // namespace wiretape::mockserver
