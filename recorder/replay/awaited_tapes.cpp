#include "wiretape/recorder/replay/awaited_tapes.h"

#include <functional>
#include <string>

namespace wiretape::recorder::replay {

RequestKey key_of(const wire::HttpRequest& request) {
  const std::hash<std::string> hash;
  constexpr std::size_t factor = 1'000'003;  // so that texts that change places come to another sum
  return (hash(request.head.method) * factor + hash(request.head.target)) * factor + hash(request.body);
}

void AwaitedTapes::begin(RequestKey key, Time now) {
  const std::lock_guard lock(mutex_);
  std::erase_if(until_, [now](const auto& each) { return each.second <= now; });
  until_[key] = now + longest_wait;
}

AwaitedTapes::Time AwaitedTapes::until(RequestKey key) const {
  const std::lock_guard lock(mutex_);
  const auto found = until_.find(key);
  return found == until_.end() ? Time::min() : found->second;
}

void AwaitedTapes::end(RequestKey key) {
  const std::lock_guard lock(mutex_);
  until_.erase(key);
}

}  // namespace wiretape::recorder::replay
