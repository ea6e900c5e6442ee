#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

namespace wiretape::recorder::log {

/// What waits for a thread that does it. Has no bound. Thread safe.
template <class Item>
class WorkQueue {
 public:
  /// Dropped where the queue is closed.
  void push(Item item) {
    const std::lock_guard lock(mutex_);
    if (is_closed_) return;
    if (waiting_.empty()) has_some_.notify_one();  // once for all that comes meanwhile: a wake costs more than a push
    waiting_.push_back(std::move(item));
    ++pushed_;
  }

  /// All that waits, in order; waits until there is something. Nothing once the queue is closed and empty. Asking says
  /// that what was taken before is done.
  [[nodiscard]] std::vector<Item> take_all() {
    std::unique_lock lock(mutex_);
    done_ = taken_;
    is_done_.notify_all();
    has_some_.wait(lock, [&] { return !waiting_.empty() || is_closed_; });
    taken_ += waiting_.size();
    return std::exchange(waiting_, {});
  }

  /// Takes no more.
  void close() {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
    has_some_.notify_one();
  }

  /// Waits until all that was pushed before is done. False where it is not by then.
  [[nodiscard]] bool wait_until_done(std::chrono::steady_clock::time_point deadline) {
    std::unique_lock lock(mutex_);
    const std::uint64_t wanted = pushed_;
    return is_done_.wait_until(lock, deadline, [&] { return done_ >= wanted; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable has_some_;
  std::condition_variable is_done_;
  std::vector<Item> waiting_;
  std::uint64_t pushed_ = 0;
  std::uint64_t taken_ = 0;
  std::uint64_t done_ = 0;
  bool is_closed_ = false;
};

}  // namespace wiretape::recorder::log
