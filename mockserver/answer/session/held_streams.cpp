#include "wiretape/mockserver/answer/session/held_streams.h"

#include <algorithm>
#include <utility>

namespace wiretape::mockserver {

using journal::HoldEnd;

void HeldStreams::number(std::uint64_t connection, std::uint64_t number) {
  const std::lock_guard lock(mutex_);
  plays_.at(connection).number = number;
}

void HeldStreams::end(std::uint64_t connection) {
  const std::lock_guard lock(mutex_);
  plays_.erase(connection);
  is_empty_ = plays_.empty();
}

void HeldStreams::arrive(std::uint64_t connection, const program::HoldAction& hold, Time now) {
  {
    const std::lock_guard lock(mutex_);
    auto& play = plays_.at(connection);
    play.is_held = true;
    play.ends_at_next_request = hold.ends_at_next_request;
    play.since = now;
    play.until = now + hold.limit;
    if (is_over_) play.end = HoldEnd::released;
    if (use_request(play)) play.end = HoldEnd::next_request;
  }
  changed_.notify_all();
}

std::variant<HeldStreams::Time, HoldEnd> HeldStreams::stay(std::uint64_t connection, Time now) {
  const std::lock_guard lock(mutex_);
  auto& play = plays_.at(connection);
  if (!play.end && now < play.until) return play.until;
  play.is_held = false;
  return std::exchange(play.end, std::nullopt).value_or(HoldEnd::limit);
}

void HeldStreams::requested(std::string_view session, std::optional<std::uint64_t> begins) {
  if (is_empty_ && !begins) return;
  std::vector<std::uint64_t> ready;
  {
    const std::lock_guard lock(mutex_);
    for (auto& [connection, play] : plays_) {
      if (play.session != session) continue;
      ++play.requests;
      if (!stays(play) || !use_request(play)) continue;
      play.end = HoldEnd::next_request;
      ready.push_back(connection);
    }
    if (begins) plays_.insert_or_assign(*begins, Play{.session = std::string(session)});
    is_empty_ = plays_.empty();
  }
  wake_all(ready);
}

/// Whether the hold that a play is at has its request; it is no other hold's then.
bool HeldStreams::use_request(Play& play) {
  if (!play.ends_at_next_request || play.requests == 0) return false;
  --play.requests;
  return true;
}

std::size_t HeldStreams::release(const std::optional<std::string>& session) {
  std::vector<std::uint64_t> released;
  {
    const std::lock_guard lock(mutex_);
    for (auto& [connection, play] : plays_) {
      if (!stays(play) || !is_of(play, session)) continue;
      play.end = HoldEnd::released;
      released.push_back(connection);
    }
  }
  wake_all(released);
  return released.size();
}

void HeldStreams::stop_holding() {
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
  }
  release();
}

std::size_t HeldStreams::count(const std::optional<std::string>& session) const {
  const std::lock_guard lock(mutex_);
  return count_held(session);
}

std::vector<HeldStream> HeldStreams::held(const std::optional<std::string>& session) const {
  std::vector<HeldStream> held;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [connection, play] : plays_) {
      if (stays(play) && is_of(play, session))
        held.push_back({play.number, play.session, play.since, play.ends_at_next_request});
    }
  }
  std::ranges::sort(held, {}, &HeldStream::number);
  return held;
}

bool HeldStreams::wait_held(std::size_t count, std::chrono::milliseconds timeout,
                            const std::optional<std::string>& session) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, timeout, [&] { return count_held(session) >= count; });
}

std::size_t HeldStreams::count_held(const std::optional<std::string>& session) const {
  const auto is_meant = [&](const auto& entry) { return stays(entry.second) && is_of(entry.second, session); };
  return static_cast<std::size_t>(std::ranges::count_if(plays_, is_meant));
}

bool HeldStreams::is_of(const Play& play, const std::optional<std::string>& session) {
  return !session || play.session == *session;
}

void HeldStreams::wake_all(const std::vector<std::uint64_t>& connections) const {
  for (const auto connection : connections)
    wake_(connection);
}

}  // namespace wiretape::mockserver
