#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <future>
#include <list>
#include <mutex>

#include "wiretape/mockserver/control/control_answers.h"
#include "wiretape/mockserver/control/threads_on_demand.h"

namespace wiretape::mockserver {

/// Asks answers that pend until they have come: when they are new, and every few milliseconds. One thread asks them
/// all, however many wait, so that waiting costs next to nothing. Thread safe.
class PendingAnswers {
 public:
  static constexpr std::chrono::milliseconds look_again{5};

  /// Asks at most so many at a time.
  explicit PendingAnswers(std::size_t most) : most_(most) {}
  ~PendingAnswers() { stop(); }
  PendingAnswers(const PendingAnswers&) = delete;
  PendingAnswers& operator=(const PendingAnswers&) = delete;

  /// Blocks until there is an answer: 503 at once where as many wait as may, and after stop().
  [[nodiscard]] ControlAnswer wait_for(PendingAnswer pending);

  /// Answers all that wait with control_farewell(). From here on nothing is asked any more.
  void stop();

 private:
  struct Wait {
    PendingAnswer pending;
    std::promise<ControlAnswer> answer;
  };

  void look();
  void answer_those_who_can();

  std::size_t most_;
  std::mutex mutex_;  // held while an answer is asked, too
  std::condition_variable changed_;
  std::list<Wait> waits_;
  bool has_new_ = false;
  bool is_looking_ = false;
  bool is_stopping_ = false;
  ThreadsOnDemand looking_{1};
};

}  // namespace wiretape::mockserver
