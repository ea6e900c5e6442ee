#include "wiretape/mockserver/session_states.h"

#include <atomic>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(SessionStates, GivesEachSessionAllTheUses) {
  SessionStates states;
  EXPECT_TRUE(states.claim("a", 3, 2));
  EXPECT_TRUE(states.claim("a", 3, 2));
  EXPECT_FALSE(states.claim("a", 3, 2));
  EXPECT_TRUE(states.claim("b", 3, 2));
  EXPECT_TRUE(states.claim("a", 4, 1)) << "exchanges are counted apart";
  EXPECT_EQ(states.used("a", 3), 2U);
  EXPECT_EQ(states.used("b", 3), 1U);
  EXPECT_EQ(states.used("c", 3), 0U);
  EXPECT_EQ(states.used("a", 5), 0U);
}

TEST(SessionStates, CountsAttemptsBySessionAndKey) {
  SessionStates states;
  EXPECT_EQ(states.next_attempt("a", 7), 1U);
  EXPECT_EQ(states.next_attempt("a", 7), 2U);
  EXPECT_EQ(states.next_attempt("a", 8), 1U);
  EXPECT_EQ(states.next_attempt("", 7), 1U);
}

TEST(SessionStates, BeginsAnewWhenReset) {
  SessionStates states;
  for (const auto* session : {"", "a", "b"}) {
    EXPECT_TRUE(states.claim(session, 0, 1));
    EXPECT_EQ(states.next_attempt(session, 1), 1U);
  }
  states.reset("a");
  states.reset("nobody");
  EXPECT_THAT(states.names(), ElementsAre("", "b"));
  EXPECT_TRUE(states.claim("a", 0, 1));
  EXPECT_EQ(states.next_attempt("a", 1), 1U);
  EXPECT_FALSE(states.claim("b", 0, 1));
  states.reset_all();
  EXPECT_THAT(states.names(), IsEmpty());
  EXPECT_TRUE(states.claim("b", 0, 1));
}

TEST(SessionStates, GivesOutNoUseTwice) {
  SessionStates states;
  constexpr std::uint64_t uses = 1000;
  std::atomic<std::uint64_t> claimed = 0;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([&] {
        for (std::uint64_t i = 0; i < uses; ++i)
          claimed += states.claim("s", 0, uses) ? 1 : 0;
      });
    }
  }
  EXPECT_EQ(claimed, uses);
}

}  // namespace
}  // namespace wiretape::mockserver
