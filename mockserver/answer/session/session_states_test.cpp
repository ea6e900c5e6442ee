#include "wiretape/mockserver/answer/session/session_states.h"

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/answer/session/session_bounds.h"

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

TEST(SessionStates, TakesBackAUseThatWasNotNeeded) {
  SessionStates states;
  EXPECT_TRUE(states.claim("a", 3, 1));
  states.give_back("b", 3);
  states.give_back("a", 4);
  EXPECT_FALSE(states.claim("a", 3, 1));
  states.give_back("a", 3);
  states.give_back("a", 3);
  EXPECT_EQ(states.used("a", 3), 0U);
  EXPECT_TRUE(states.claim("a", 3, 1));
  EXPECT_FALSE(states.claim("a", 3, 1));
}

TEST(SessionStates, CountsTheRequestsOfEachSession) {
  SessionStates states;
  EXPECT_EQ(states.next_request("a"), 1U);
  EXPECT_EQ(states.next_request("a"), 2U);
  EXPECT_EQ(states.next_request(""), 1U);
  EXPECT_THAT(states.names(), IsEmpty()) << "nothing was used";
  states.reset("a");
  EXPECT_EQ(states.next_request("a"), 1U);
  EXPECT_EQ(states.next_request(""), 2U);
  for (std::size_t session = 0; session < most_sessions; ++session)
    ASSERT_EQ(states.next_request("b" + std::to_string(session)), 1U);
  EXPECT_EQ(states.next_request("b1"), 2U);
  EXPECT_EQ(states.next_request(""), 1U) << "forgotten";
  states.reset_all();
  EXPECT_EQ(states.next_request("b1"), 1U);
}

TEST(SessionStates, CountsAttemptsBySessionAndKey) {
  SessionStates states;
  EXPECT_EQ(states.next_attempt("a", 7), 1U);
  EXPECT_EQ(states.next_attempt("a", 7), 2U);
  EXPECT_EQ(states.next_attempt("a", 8), 1U);
  EXPECT_EQ(states.next_attempt("", 7), 1U);
}

TEST(SessionStates, ForgetsTheKeysThatCameFirst) {
  SessionStates states;
  for (std::uint64_t key = 0; key < most_attempt_keys; ++key)
    ASSERT_EQ(states.next_attempt("a", key), 1U);
  EXPECT_EQ(states.next_attempt("a", 0), 2U) << "as many are counted";
  EXPECT_EQ(states.next_attempt("b", most_attempt_keys), 1U);
  EXPECT_EQ(states.next_attempt("a", 1), 2U) << "sessions are counted apart";
  EXPECT_EQ(states.next_attempt("a", most_attempt_keys), 1U);
  EXPECT_EQ(states.next_attempt("a", 1), 3U);
  EXPECT_EQ(states.next_attempt("a", 0), 1U) << "it came first and was forgotten";
  EXPECT_EQ(states.next_attempt("a", 1), 1U) << "it came next";
}

TEST(SessionStates, ForgetTheKeysThatCameFirstWhereAllHaveTooMany) {
  SessionStates states;
  constexpr auto sessions = most_attempt_keys_in_all / most_attempt_keys;
  for (std::size_t session = 0; session < sessions; ++session) {
    for (std::uint64_t key = 0; key < most_attempt_keys; ++key)
      ASSERT_EQ(states.next_attempt(std::to_string(session), key), 1U);
  }
  EXPECT_EQ(states.next_attempt("late", 7), 1U);
  EXPECT_EQ(states.next_attempt("late", 7), 1U) << "there is no room for it";
  EXPECT_EQ(states.next_attempt("3", 0), 2U) << "others keep theirs";
  states.reset("4");
  EXPECT_EQ(states.next_attempt("late", 7), 1U);
  EXPECT_EQ(states.next_attempt("late", 7), 2U);
}

TEST(SessionStates, HaveRoomForSoManyAndForThoseThatAreThere) {
  SessionStates states;
  for (std::size_t session = 0; session < most_sessions; ++session) {
    ASSERT_TRUE(states.has_room_for(std::to_string(session)));
    ASSERT_TRUE(states.claim(std::to_string(session), 0, 1));
  }
  EXPECT_FALSE(states.has_room_for("one more"));
  EXPECT_TRUE(states.has_room_for("7"));
  states.reset("7");
  EXPECT_TRUE(states.has_room_for("one more"));
  EXPECT_EQ(states.next_attempt("one more", 1), 1U);
  EXPECT_FALSE(states.has_room_for("7"));
  states.reset_all();
  EXPECT_TRUE(states.has_room_for("7"));
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

QuotaClaim one_request_of(std::size_t tape, std::uint64_t limit, std::chrono::microseconds now = {}) {
  return {.tape = tape, .limits = {.requests_per_minute = limit}, .tokens = 0, .now = now};
}

TEST(SessionStates, TakeAUseAndAQuotaTogether) {
  SessionStates states;
  EXPECT_FALSE(states.claim_within("a", 0, 3, one_request_of(0, 1))->refusal);
  EXPECT_EQ(states.used("a", 0), 1U);
  EXPECT_TRUE(states.claim_within("a", 0, 3, one_request_of(0, 1))->refusal);
  EXPECT_EQ(states.used("a", 0), 1U) << "what is refused uses nothing up";
  EXPECT_FALSE(states.claim_within("a", 0, 3, one_request_of(0, 1, std::chrono::minutes(1)))->refusal);
  EXPECT_EQ(states.used("a", 0), 2U);
}

TEST(SessionStates, TakeNoQuotaWhereNoUseIsLeft) {
  SessionStates states;
  EXPECT_FALSE(states.claim_within("a", 0, 1, one_request_of(0, 2))->refusal);
  EXPECT_FALSE(states.claim_within("a", 0, 1, one_request_of(0, 2)));
  EXPECT_FALSE(states.claim_within("a", 1, {}, one_request_of(0, 2))->refusal);
  EXPECT_TRUE(states.claim_within("a", 1, {}, one_request_of(0, 2))->refusal);
}

TEST(SessionStates, KeepTheQuotasOfSessionsAndTapesApart) {
  SessionStates states;
  EXPECT_FALSE(states.claim_within("a", 0, {}, one_request_of(0, 1))->refusal);
  EXPECT_FALSE(states.claim_within("b", 0, {}, one_request_of(0, 1))->refusal);
  EXPECT_FALSE(states.claim_within("a", 1, {}, one_request_of(1, 1))->refusal);
  EXPECT_TRUE(states.claim_within("a", 2, {}, one_request_of(0, 1))->refusal) << "exchanges of a tape share them";
  EXPECT_THAT(states.names(), ElementsAre("a", "b"));
  states.reset("a");
  EXPECT_FALSE(states.claim_within("a", 0, {}, one_request_of(0, 1))->refusal);
  EXPECT_TRUE(states.claim_within("b", 0, {}, one_request_of(0, 1))->refusal);
}

/// How many of so many claims succeed that each of four threads makes.
template <class Claim>
std::uint64_t claimed_by_threads(std::uint64_t each, const Claim& claim) {
  std::atomic<std::uint64_t> claimed = 0;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([&] {
        for (std::uint64_t i = 0; i < each; ++i)
          claimed += claim() ? 1 : 0;
      });
    }
  }
  return claimed;
}

TEST(SessionStates, GivesOutNoUseTwice) {
  SessionStates states;
  constexpr std::uint64_t uses = 1000;
  EXPECT_EQ(claimed_by_threads(uses, [&] { return states.claim("s", 0, uses); }), uses);
}

TEST(SessionStates, GivesOutNoQuotaTwice) {
  SessionStates states;
  constexpr std::uint64_t limit = 1000;
  const auto claim = [&] { return !states.claim_within("s", 0, {}, one_request_of(0, limit))->refusal; };
  EXPECT_EQ(claimed_by_threads(limit, claim), limit);
}

}  // namespace
}  // namespace wiretape::mockserver
