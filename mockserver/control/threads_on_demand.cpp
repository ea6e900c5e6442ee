#include "wiretape/mockserver/control/threads_on_demand.h"

#include <system_error>
#include <utility>

namespace wiretape::mockserver {

bool ThreadsOnDemand::run(std::function<void()> task) {
  const std::lock_guard lock(mutex_);
  if (is_finishing_) return false;
  tasks_.push_back(std::move(task));
  // Threads that are about to take an earlier task still count as idle, and their tasks as waiting.
  if (tasks_.size() > idle_ && threads_.size() < most_) {
    try {
      threads_.emplace_back([this] { work(); });
    } catch (const std::system_error&) {  // the system has too many
    }
  }
  changed_.notify_one();
  return true;
}

void ThreadsOnDemand::finish() {
  std::vector<std::thread> threads;
  {
    const std::lock_guard lock(mutex_);
    is_finishing_ = true;
    threads.swap(threads_);
  }
  changed_.notify_all();
  for (auto& thread : threads) {
    thread.join();
  }
  if (threads.empty()) work();  // what no thread could be made for
}

std::size_t ThreadsOnDemand::size() const {
  const std::lock_guard lock(mutex_);
  return threads_.size();
}

void ThreadsOnDemand::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    ++idle_;
    changed_.wait(lock, [this] { return is_finishing_ || !tasks_.empty(); });
    --idle_;
    if (tasks_.empty()) return;
    auto task = std::exchange(tasks_.front(), nullptr);
    tasks_.pop_front();
    lock.unlock();
    task();
    task = nullptr;  // what it holds may end with it, but not under the lock
    lock.lock();
  }
}

}  // namespace wiretape::mockserver
