#include "wiretape/mockserver/control/threads_on_demand.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <latch>
#include <vector>

#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

TEST(ThreadsOnDemand, AreNoneBeforeATask) {
  const ThreadsOnDemand threads(4);
  EXPECT_EQ(threads.size(), 0U);
}

TEST(ThreadsOnDemand, AreAsManyAsTasksAtOnce) {
  ThreadsOnDemand threads(4);
  std::latch all_run(3);
  for (int count = 0; count < 3; ++count) {
    threads.run([&] { all_run.arrive_and_wait(); });
  }
  all_run.wait();
  EXPECT_EQ(threads.size(), 3U);
}

TEST(ThreadsOnDemand, AreNoMoreThanTheyMayBe) {
  std::atomic<int> done = 0;
  ThreadsOnDemand threads(2);
  std::promise<void> go;
  const std::shared_future<void> gone = go.get_future();
  for (int count = 0; count < 5; ++count) {
    threads.run([&done, gone] {
      gone.wait();
      ++done;
    });
  }
  EXPECT_EQ(threads.size(), 2U);
  EXPECT_EQ(done, 0);
  go.set_value();
  threads.finish();
  EXPECT_EQ(done, 5);
}

TEST(ThreadsOnDemand, KeepTheOrderOfTasks) {
  ThreadsOnDemand threads(1);
  std::vector<int> order;
  for (int number = 0; number < 100; ++number) {
    threads.run([&order, number] { order.push_back(number); });
  }
  threads.finish();
  ASSERT_EQ(order.size(), 100U);
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST(ThreadsOnDemand, RunNothingOnceTheyHaveFinished) {
  ThreadsOnDemand threads(1);
  threads.finish();
  EXPECT_FALSE(threads.run([] { ADD_FAILURE() << "ran"; }));
  threads.finish();
  EXPECT_EQ(threads.size(), 0U);
}

}  // namespace
}  // namespace wiretape::mockserver
