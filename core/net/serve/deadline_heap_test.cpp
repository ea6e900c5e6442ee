#include "wiretape/core/net/serve/deadline_heap.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <random>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::net {
namespace {

using ::testing::ElementsAre;
using Time = DeadlineHeap::Time;

Time at(int time) {
  return Time(std::chrono::milliseconds(time));
}

/// A deadline that notes its number when it passes.
struct Noting {
  Noting(std::vector<int>& notes, int number)
      : all(notes), name(number), alarm([](void* owner) { static_cast<Noting*>(owner)->note(); }, this) {}
  void note() const { all.push_back(name); }

  std::vector<int>& all;
  int name;
  Alarm alarm;
};

void pass_all(DeadlineHeap& heap, Time now) {
  while (const Alarm* due = heap.take_due(now))
    due->pass();
}

TEST(DeadlineHeap, PassesTheEarliestFirstAndOnlyWhatIsDue) {
  std::vector<int> passed;
  Noting one(passed, 1);
  Noting two(passed, 2);
  Noting three(passed, 3);
  DeadlineHeap heap;
  heap.put(three.alarm, at(30));
  heap.put(one.alarm, at(10));
  heap.put(two.alarm, at(20));
  EXPECT_EQ(heap.first(), at(10));
  pass_all(heap, at(9));
  EXPECT_THAT(passed, ElementsAre());
  pass_all(heap, at(20));
  EXPECT_THAT(passed, ElementsAre(1, 2));
  EXPECT_FALSE(one.alarm.is_set());
  EXPECT_TRUE(three.alarm.is_set());
  pass_all(heap, at(1000));
  EXPECT_THAT(passed, ElementsAre(1, 2, 3));
  EXPECT_TRUE(heap.empty());
}

TEST(DeadlineHeap, HoldsADeadlineOnceForItsLastTime) {
  std::vector<int> passed;
  Noting one(passed, 1);
  Noting two(passed, 2);
  DeadlineHeap heap;
  heap.put(one.alarm, at(10));
  heap.put(two.alarm, at(20));
  heap.put(one.alarm, at(30));
  pass_all(heap, at(20));
  EXPECT_THAT(passed, ElementsAre(2));
  heap.put(one.alarm, at(5));
  EXPECT_EQ(heap.first(), at(5));
  pass_all(heap, at(20));
  EXPECT_THAT(passed, ElementsAre(2, 1));
  EXPECT_TRUE(heap.empty());
}

TEST(DeadlineHeap, ForgetsWhatIsTakenOut) {
  std::vector<int> passed;
  Noting one(passed, 1);
  DeadlineHeap heap;
  heap.remove(one.alarm);
  heap.put(one.alarm, at(10));
  heap.remove(one.alarm);
  EXPECT_TRUE(heap.empty());
  pass_all(heap, at(20));
  EXPECT_THAT(passed, ElementsAre());
}

// Against the plain way to do it, over thousands of random changes.
TEST(DeadlineHeap, AgreesWithASortedList) {
  constexpr int count = 50;
  std::mt19937 random(1);  // NOLINT(cert-msc51-cpp): the same each time
  std::vector<int> passed;
  std::vector<std::unique_ptr<Noting>> all;
  std::vector<int> times(count, -1);  // -1: not held
  for (int i = 0; i < count; ++i)
    all.push_back(std::make_unique<Noting>(passed, i));
  DeadlineHeap heap;
  int now = 0;
  for (int turn = 0; turn < 20'000; ++turn) {
    const auto which = random() % count;
    if (random() % 4 == 0) {
      heap.remove(all[which]->alarm);
      times[which] = -1;
    } else {
      times[which] = now + static_cast<int>(random() % 1000);
      heap.put(all[which]->alarm, at(times[which]));
    }
    if (turn % 10 != 0) continue;
    now += static_cast<int>(random() % 100);
    passed.clear();
    pass_all(heap, at(now));
    EXPECT_TRUE(std::ranges::is_sorted(passed, {}, [&](int i) { return times[static_cast<std::size_t>(i)]; }));
    std::vector<int> due;
    for (int i = 0; i < count; ++i) {
      auto& time = times[static_cast<std::size_t>(i)];
      if (time >= 0 && time <= now) {
        due.push_back(i);
        time = -1;
      }
    }
    ASSERT_THAT(passed, ::testing::UnorderedElementsAreArray(due)) << turn;
  }
}

}  // namespace
}  // namespace wiretape::net
