#include "wiretape/mockserver/control/pending_answers.h"

#include <atomic>
#include <latch>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::SizeIs;

/// Waits on threads of their own.
class Waiters {
 public:
  explicit Waiters(PendingAnswers& answers) : answers_(answers) {}

  /// One more, and returns once it has been asked.
  void add(PendingAnswer pending) {
    const auto asked = std::make_shared<std::latch>(1);
    const auto first = std::make_shared<std::once_flag>();
    auto watched = [pending = std::move(pending), asked, first] {
      std::call_once(*first, [&] { asked->count_down(); });
      return pending();
    };
    threads_.emplace_back([this, watched] {
      auto answer = answers_.wait_for(watched);
      const std::lock_guard lock(mutex_);
      bodies_.push_back(std::move(answer.body));
    });
    asked->wait();
  }

  /// What they were answered.
  std::vector<std::string> bodies() {
    threads_.clear();
    return bodies_;
  }

 private:
  PendingAnswers& answers_;
  std::mutex mutex_;
  std::vector<std::string> bodies_;
  std::vector<std::jthread> threads_;
};

std::optional<ControlAnswer> never() {
  return std::nullopt;
}

TEST(PendingAnswers, AreAskedUntilTheyHaveCome) {
  PendingAnswers answers(1);
  int asked = 0;
  const auto answer = answers.wait_for([&]() -> std::optional<ControlAnswer> {
    if (++asked < 5) return std::nullopt;
    return ControlAnswer{.body = "the fifth"};
  });
  EXPECT_EQ(answer.body, "the fifth");
  EXPECT_EQ(asked, 5);
}

TEST(PendingAnswers, AreAllAskedByOneThread) {
  PendingAnswers answers(48);
  std::atomic<bool> may_answer = false;
  std::mutex mutex;
  std::set<std::thread::id> askers;
  Waiters waiters(answers);
  for (int i = 0; i < 48; ++i) {
    waiters.add([&]() -> std::optional<ControlAnswer> {
      const std::lock_guard lock(mutex);
      askers.insert(std::this_thread::get_id());
      return may_answer ? std::optional(ControlAnswer{.body = "ok"}) : std::nullopt;
    });
  }
  may_answer = true;
  EXPECT_THAT(waiters.bodies(), AllOf(SizeIs(48), Each("ok")));
  EXPECT_THAT(askers, SizeIs(1));
}

TEST(PendingAnswers, AreNoMoreThanMayBeUntilOneHasCome) {
  PendingAnswers answers(2);
  std::atomic<bool> may_answer = false;
  const auto once_it_may = [&]() -> std::optional<ControlAnswer> {
    return may_answer ? std::optional(ControlAnswer{.body = "ok"}) : std::nullopt;
  };
  Waiters waiters(answers);
  waiters.add(once_it_may);
  waiters.add(once_it_may);
  const auto refused = answers.wait_for(once_it_may);
  EXPECT_EQ(refused.status, 503);
  EXPECT_THAT(refused.body, HasSubstr("2 requests wait already"));
  may_answer = true;
  EXPECT_THAT(waiters.bodies(), Each("ok"));
  EXPECT_EQ(answers.wait_for(once_it_may).body, "ok");
}

TEST(PendingAnswers, AreToldThatTheServerEndsAndNotAskedAgain) {
  PendingAnswers answers(8);
  std::atomic<int> asked = 0;
  Waiters waiters(answers);
  for (int i = 0; i < 8; ++i) {
    waiters.add([&] {
      ++asked;
      return never();
    });
  }
  answers.stop();
  const int before = asked;
  EXPECT_THAT(waiters.bodies(), AllOf(SizeIs(8), Each(HasSubstr("the server ends"))));
  EXPECT_EQ(answers
                .wait_for([&] {
                  ++asked;
                  return never();
                })
                .status,
            503);
  EXPECT_EQ(asked, before);
}

}  // namespace
}  // namespace wiretape::mockserver
