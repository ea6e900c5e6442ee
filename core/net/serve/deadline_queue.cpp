#include "wiretape/core/net/serve/deadline_queue.h"

#include <utility>

namespace wiretape::net {

/// A timer that is set too early is left so: to wake up once in vain costs less than to set it anew. But where nothing
/// is due at all it must not keep the io_context at work.
void DeadlineQueue::arm() {
  if (deadlines_.empty()) {
    if (std::exchange(armed_, never) != never) timer_.cancel();
    return;
  }
  if (deadlines_.first() >= armed_) return;
  armed_ = deadlines_.first();
  timer_.expires_at(armed_);
  timer_.async_wait([self = shared_from_this()](const ErrorCode& error) {
    if (!error) self->pass_due();
  });
}

void DeadlineQueue::pass_due() {
  armed_ = never;
  is_passing_ = true;
  const auto now = std::chrono::steady_clock::now();
  while (Alarm* due = deadlines_.take_due(now))
    due->pass();
  is_passing_ = false;
  arm();
}

}  // namespace wiretape::net
