#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <set>
#include <vector>

#include "wiretape/recorder/capture/capture_event.h"
#include "wiretape/recorder/log/work_queue.h"

namespace wiretape::recorder::log {

/// An event of an exchange that waits to be written.
struct QueuedEvent {
  std::uint64_t exchange = 0;
  std::optional<capture::CaptureEvent> event{};  ///< nullopt: there was no room; nothing more of the exchange comes
  std::size_t bytes = 0;                         ///< about what it holds in memory
};

/// Where events wait for the disk. Whoever gives them never waits: where there is no room, the event and all that
/// follow of its exchange are dropped. Thread safe.
class EventQueue {
 public:
  /// `most_bytes` of memory may wait; as much again may be with the one who takes it.
  explicit EventQueue(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  /// Dropped where the queue is closed.
  void push(std::uint64_t exchange, capture::CaptureEvent event);

  /// As WorkQueue has them.
  [[nodiscard]] std::vector<QueuedEvent> take_all();
  void close() { queue_.close(); }
  [[nodiscard]] bool wait_until_done(std::chrono::steady_clock::time_point deadline) {
    return queue_.wait_until_done(deadline);
  }

 private:
  void append(std::uint64_t exchange, std::optional<capture::CaptureEvent> event, std::size_t bytes);

  const std::size_t most_bytes_;
  std::mutex mutex_;
  std::set<std::uint64_t> dropped_;  // exchanges whose end has not come yet
  std::size_t bytes_ = 0;
  WorkQueue<QueuedEvent> queue_;
};

}  // namespace wiretape::recorder::log
