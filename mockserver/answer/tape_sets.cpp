#include "wiretape/mockserver/answer/tape_sets.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "wiretape/mockserver/answer/session/session_bounds.h"

namespace wiretape::mockserver {
namespace {

using Mistake = std::optional<text::InputError>;

Mistake no_room(std::string found, std::string expected) {
  return text::InputError{0, std::move(found), std::move(expected), "DELETE /sessions/NAME/tapes makes room"};
}

}  // namespace

TapeSets::TapeSets(std::vector<tape::Tape> for_all, DeliveryOverride delivery)
    : delivery_(delivery), for_all_{std::make_shared<LoadedTapes>(std::move(for_all), delivery)} {}

std::shared_ptr<LoadedTapes> TapeSets::of(std::string_view session) const {
  const std::lock_guard lock(mutex_);
  if (own_.empty()) return for_all_.tapes;
  const auto own = own_.find(session);
  return own == own_.end() ? for_all_.tapes : own->second.tapes;
}

std::shared_ptr<LoadedTapes> TapeSets::for_all() const {
  return set_for_all().tapes;
}

Mistake TapeSets::replace(const std::optional<std::string>& session, NewTapes tapes) {
  const std::lock_guard changing(changing_);
  const auto before = set_of(session).value_or(Set{}).bytes;
  if (auto mistake = mistake_in(session, tapes.bytes - std::min(before, tapes.bytes))) return mistake;
  put(session, {std::make_shared<LoadedTapes>(std::move(tapes.tapes), delivery_), tapes.bytes});
  return std::nullopt;
}

Mistake TapeSets::add(const std::optional<std::string>& session, NewTapes tapes) {
  const std::lock_guard changing(changing_);
  const auto own = set_of(session);
  const auto answers = own.value_or(set_for_all());
  const auto bytes = answers.bytes + tapes.bytes;
  if (auto mistake = mistake_in(session, bytes - own.value_or(Set{}).bytes)) return mistake;
  put(session, {std::make_shared<LoadedTapes>(*answers.tapes, std::move(tapes.tapes), delivery_), bytes});
  return std::nullopt;
}

void TapeSets::remove(const std::optional<std::string>& session) {
  const std::lock_guard changing(changing_);
  if (!session) return put(session, {std::make_shared<LoadedTapes>(std::vector<tape::Tape>(), delivery_)});
  OwnSets::node_type gone;  // goes after the lock
  {
    const std::lock_guard lock(mutex_);
    const auto own = own_.find(*session);
    if (own == own_.end()) return;
    bytes_ -= own->second.bytes;
    gone = own_.extract(own);
  }
  for_all()->sessions.reset(*session);
}

void TapeSets::reset(std::string_view session) {
  of(session)->sessions.reset(session);
}

void TapeSets::reset_all() {
  for_all()->sessions.reset_all();
  for (const auto& [session, own] : own_sets())
    own.tapes->sessions.reset_all();
}

std::vector<std::string> TapeSets::sessions() const {
  std::set<std::string> names;
  std::ranges::move(for_all()->sessions.names(), std::inserter(names, names.end()));
  for (const auto& [session, own] : own_sets())
    names.insert(session);
  return {names.begin(), names.end()};
}

/// Those of the set for all first, then what sessions have besides.
template <class Tell>
void TapeSets::each_exchange(Tell tell) const {
  std::set<const void*> told;  // a set that goes on from another shares its counts
  const auto tell_set = [&](const LoadedTapes& tapes, const std::optional<std::string>& session) {
    for (const auto& each : tapes.prepared) {
      if (told.insert(each.uses.get()).second) tell(each, session);
    }
  };
  tell_set(*for_all(), std::nullopt);
  for (const auto& [session, own] : own_sets())
    tell_set(*own.tapes, session);
}

std::vector<ExchangeUse> TapeSets::uses() const {
  std::vector<ExchangeUse> uses;
  each_exchange([&](const PreparedExchange& each, const std::optional<std::string>& session) {
    uses.push_back(use_of(each, session));
  });
  return uses;
}

std::vector<FaultUse> TapeSets::fault_uses() const {
  std::vector<FaultUse> uses;
  each_exchange([&](const PreparedExchange& each, const std::optional<std::string>& session) {
    for (auto& use : each.faults.uses(each.tape->name, each.exchange->id)) {
      use.session = session;
      uses.push_back(std::move(use));
    }
  });
  return uses;
}

TapeSets::Set TapeSets::set_for_all() const {
  const std::lock_guard lock(mutex_);
  return for_all_;
}

TapeSets::OwnSets TapeSets::own_sets() const {
  const std::lock_guard lock(mutex_);
  return own_;
}

std::optional<TapeSets::Set> TapeSets::set_of(const std::optional<std::string>& session) const {
  if (!session) return set_for_all();
  const std::lock_guard lock(mutex_);
  const auto own = own_.find(*session);
  return own == own_.end() ? std::nullopt : std::optional(own->second);
}

/// Why a session can't have a set that takes so many bytes more than it has now.
Mistake TapeSets::mistake_in(const std::optional<std::string>& session, std::size_t more_bytes) const {
  if (session && session->size() > longest_session_name)
    return text::InputError{0, unfit_session_name(*session), expected_session_name()};
  const std::lock_guard lock(mutex_);
  if (session && own_.size() >= most_sessions && !own_.contains(*session))
    return no_room(fmt::format("tapes of {} sessions already", most_sessions), "one of them");
  const auto bytes = bytes_ + more_bytes;
  if (bytes <= most_tape_bytes) return std::nullopt;
  return no_room(fmt::format("tapes of {} bytes in all", bytes), fmt::format("at most {}", most_tape_bytes));
}

void TapeSets::put(const std::optional<std::string>& session, Set set) {
  const std::lock_guard lock(mutex_);
  auto& place = session ? own_[*session] : for_all_;
  bytes_ = bytes_ - place.bytes + set.bytes;
  std::swap(place, set);
}

}  // namespace wiretape::mockserver
