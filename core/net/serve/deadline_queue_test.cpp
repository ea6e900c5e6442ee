#include "wiretape/core/net/serve/deadline_queue.h"

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::net {
namespace {

using ::testing::ElementsAre;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

/// Calls a function when its deadline passes.
struct Caller {
  explicit Caller(std::function<void()> to_do)
      : function(std::move(to_do)), alarm([](void* owner) { static_cast<Caller*>(owner)->function(); }, this) {}

  std::function<void()> function;
  Alarm alarm;
};

class DeadlineQueueTest : public ::testing::Test {
 protected:
  boost::asio::io_context context_{1};
  std::shared_ptr<DeadlineQueue> queue_ = std::make_shared<DeadlineQueue>(context_);
  std::vector<int> passed_;
  steady_clock::time_point now_ = steady_clock::now();
};

TEST_F(DeadlineQueueTest, PassesInOrderAndNotTooEarly) {
  Caller later([this] {
    EXPECT_GE(steady_clock::now(), now_ + 4ms);
    passed_.push_back(2);
  });
  Caller sooner([this] {
    EXPECT_GE(steady_clock::now(), now_ + 2ms);
    passed_.push_back(1);
  });
  queue_->set(later.alarm, now_ + 4ms);
  queue_->set(sooner.alarm, now_ + 2ms);
  context_.run();
  EXPECT_THAT(passed_, ElementsAre(1, 2));
}

TEST_F(DeadlineQueueTest, PassesWhatIsSetWhileOthersPass) {
  Caller second([this] { passed_.push_back(2); });
  Caller first([&] {
    passed_.push_back(1);
    queue_->set(second.alarm, steady_clock::now() + 1ms);
    EXPECT_THAT(passed_, ElementsAre(1));
  });
  queue_->set(first.alarm, now_);
  EXPECT_THAT(passed_, ElementsAre());
  context_.run();
  EXPECT_THAT(passed_, ElementsAre(1, 2));
}

TEST_F(DeadlineQueueTest, LetsOneTakeOutAnotherThatIsDueWithIt) {
  Caller other([this] { passed_.push_back(2); });
  Caller first([&] {
    passed_.push_back(1);
    queue_->cancel(other.alarm);
  });
  queue_->set(first.alarm, now_ - 2ms);
  queue_->set(other.alarm, now_ - 1ms);
  context_.run();
  EXPECT_THAT(passed_, ElementsAre(1));
}

TEST_F(DeadlineQueueTest, KeepsNobodyAtWorkOnceAllAreTakenOut) {
  Caller never([this] { passed_.push_back(1); });
  queue_->set(never.alarm, now_ + 1h);
  queue_->cancel(never.alarm);
  context_.run();  // returns
  EXPECT_THAT(passed_, ElementsAre());
}

TEST_F(DeadlineQueueTest, MovesADeadlineOn) {
  Caller moved([this] { passed_.push_back(1); });
  Caller last([this] { passed_.push_back(2); });
  queue_->set(moved.alarm, now_ + 1h);
  queue_->set(last.alarm, now_ + 2ms);
  queue_->set(moved.alarm, now_ + 1ms);
  context_.run();
  EXPECT_THAT(passed_, ElementsAre(1, 2));
}

TEST_F(DeadlineQueueTest, MayGoBeforeItsTimerHasRun) {
  Caller never([this] { passed_.push_back(1); });
  queue_->set(never.alarm, now_ + 1h);
  queue_->cancel(never.alarm);
  queue_.reset();
  context_.run();
  EXPECT_THAT(passed_, ElementsAre());
}

}  // namespace
}  // namespace wiretape::net
