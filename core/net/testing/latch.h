#pragma once

#include <condition_variable>
#include <mutex>

namespace wiretape::net::testing {

/// Opens once and stays open: how a test and its peer wait for each other.
class Latch {
 public:
  void open() {
    const std::lock_guard lock(mutex_);
    is_open_ = true;
    changed_.notify_all();
  }

  void wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return is_open_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_open_ = false;
};

}  // namespace wiretape::net::testing
