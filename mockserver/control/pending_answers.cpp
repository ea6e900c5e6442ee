#include "wiretape/mockserver/control/pending_answers.h"

#include <optional>
#include <utility>

#include <fmt/format.h>

namespace wiretape::mockserver {

ControlAnswer PendingAnswers::wait_for(PendingAnswer pending) {
  std::future<ControlAnswer> answer;
  {
    const std::lock_guard lock(mutex_);
    if (is_stopping_) return control_farewell();
    if (waits_.size() >= most_) {
      return control_error(503, "too_many_waits",
                           fmt::format("{} requests wait already; try again once one of them has its answer", most_));
    }
    answer = waits_.emplace_back(Wait{std::move(pending), {}}).answer.get_future();
    has_new_ = true;
    if (!std::exchange(is_looking_, true)) looking_.run([this] { look(); });
  }
  changed_.notify_one();
  return answer.get();
}

void PendingAnswers::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  changed_.notify_one();
  looking_.finish();
}

// Nothing calls back from the threads that play: looking is cheap, and whoever waits does so for a test.
void PendingAnswers::look() {
  std::unique_lock lock(mutex_);
  while (!is_stopping_ && !waits_.empty()) {
    has_new_ = false;
    answer_those_who_can();
    if (!waits_.empty()) changed_.wait_for(lock, look_again, [this] { return is_stopping_ || has_new_; });
  }
  for (auto& wait : waits_)
    wait.answer.set_value(control_farewell());
  waits_.clear();
  is_looking_ = false;
}

void PendingAnswers::answer_those_who_can() {
  std::erase_if(waits_, [](Wait& wait) {
    auto answered = wait.pending();
    if (answered) wait.answer.set_value(*std::move(answered));
    return answered.has_value();
  });
}

}  // namespace wiretape::mockserver
