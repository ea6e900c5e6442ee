#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace wiretape::mockserver {

/// Runs tasks on up to `most` threads, in the order in which they come. A thread is made when a task finds none idle,
/// and stays: what is never asked for costs nothing. run() and size() may be called from any thread.
class ThreadsOnDemand {
 public:
  explicit ThreadsOnDemand(std::size_t most) : most_(most) {}
  ThreadsOnDemand(const ThreadsOnDemand&) = delete;
  ThreadsOnDemand& operator=(const ThreadsOnDemand&) = delete;
  ~ThreadsOnDemand() { finish(); }

  /// Runs the task once a thread is free. Where the system has no thread to give, it waits for the next call, or for
  /// finish(). False, and the task is dropped, after finish().
  bool run(std::function<void()> task);

  /// Returns when all that has come is done. Not to be called from a task, nor by two threads at once.
  void finish();

  /// How many threads there are.
  [[nodiscard]] std::size_t size() const;

 private:
  void work();

  std::size_t most_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> tasks_;
  std::vector<std::thread> threads_;
  std::size_t idle_ = 0;
  bool is_finishing_ = false;
};

}  // namespace wiretape::mockserver
