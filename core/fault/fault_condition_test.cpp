#include "wiretape/core/fault/fault_condition.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"

namespace wiretape::fault {
namespace {

bool holds_for(std::string_view conditions, const RequestFacts& facts, std::uint64_t seed = 1) {
  program::Random random(seed);
  return holds(compile::faults_for_test("reset:seed=1;" + std::string(conditions)).at(0).condition, facts, random);
}

TEST(Holds, WhereNothingIsAsked) {
  program::Random random(1);
  EXPECT_TRUE(holds({}, {.attempt = 7, .connection = 9, .exchange = "any"}, random));
  EXPECT_EQ(random.next(), program::Random(1).next()) << "nothing was drawn";
}

TEST(Holds, ForTheAttemptsGiven) {
  EXPECT_TRUE(holds_for("attempt=2", {.attempt = 2}));
  EXPECT_FALSE(holds_for("attempt=2", {.attempt = 1}));
  EXPECT_FALSE(holds_for("attempt=2", {.attempt = 3}));
  EXPECT_TRUE(holds_for("attempt=2-3", {.attempt = 3}));
  EXPECT_FALSE(holds_for("attempt=2-3", {.attempt = 4}));
  EXPECT_TRUE(holds_for("attempt=2-", {.attempt = 1'000'000}));
}

TEST(Holds, ForTheConnectionsAndTheExchangeGiven) {
  EXPECT_TRUE(holds_for("connection=1", {.connection = 1}));
  EXPECT_FALSE(holds_for("connection=1", {.connection = 2}));
  EXPECT_TRUE(holds_for("exchange=a", {.exchange = "a"}));
  EXPECT_FALSE(holds_for("exchange=a", {.exchange = "ab"}));
}

TEST(Holds, OnlyWhereAllDo) {
  EXPECT_TRUE(holds_for("attempt=2;exchange=a", {.attempt = 2, .exchange = "a"}));
  EXPECT_FALSE(holds_for("attempt=2;exchange=a", {.attempt = 2, .exchange = "b"}));
  EXPECT_FALSE(holds_for("attempt=2;exchange=a", {.attempt = 1, .exchange = "a"}));
}

TEST(Holds, AsOftenAsTheChanceSays) {
  int hits = 0;
  for (std::uint64_t seed = 0; seed < 4'000; ++seed)
    hits += holds_for("probability=0.25", {}, seed) ? 1 : 0;
  EXPECT_GT(hits, 850);
  EXPECT_LT(hits, 1'150);
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    EXPECT_FALSE(holds_for("probability=0", {}, seed));
    EXPECT_TRUE(holds_for("probability=1", {}, seed));
  }
}

TEST(Holds, TheSameForTheSameRandom) {
  for (std::uint64_t seed = 0; seed < 64; ++seed)
    EXPECT_EQ(holds_for("probability=0.5", {}, seed), holds_for("probability=0.5", {}, seed));
}

TEST(MayMeet, UnlessAConditionParts) {
  const auto meet = [](const std::string& left, const std::string& right) {
    const auto faults = compile::faults_for_test("stall:seed=1;" + left + ",stall:seed=1;" + right);
    return may_meet(faults.at(0).condition, faults.at(1).condition) &&
           may_meet(faults.at(1).condition, faults.at(0).condition);
  };
  EXPECT_TRUE(meet("for=1s", "for=2s"));
  EXPECT_TRUE(meet("attempt=1-3", "attempt=3-"));
  EXPECT_FALSE(meet("attempt=1-2", "attempt=3-"));
  EXPECT_TRUE(meet("attempt=1", "connection=2"));
  EXPECT_FALSE(meet("connection=1", "connection=2"));
  EXPECT_TRUE(meet("exchange=a", "exchange=a"));
  EXPECT_FALSE(meet("exchange=a", "exchange=b"));
  EXPECT_TRUE(meet("exchange=a", "attempt=1"));
  EXPECT_TRUE(meet("probability=0.1", "probability=0.2")) << "both may hit";
}

/// "second beside first", or nothing. The plan's faults must not be one that contradicts itself: they come one by one.
std::string contradiction_in(const std::vector<std::string>& plans) {
  std::vector<std::vector<Fault>> read;
  for (const std::string& plan : plans)
    read.push_back(compile::faults_for_test(plan));
  std::vector<const Fault*> faults;
  for (const auto& each : read)
    faults.push_back(&each.at(0));
  const auto found = find_contradiction(faults);
  return found ? found->second->text + " beside " + found->first->text : "";
}

TEST(FindContradiction, IsBetweenFaultsOfOneGroupThatMayMeet) {
  EXPECT_EQ(contradiction_in({"stall", "reset", "stall", "fin"}), "fin beside reset");
  EXPECT_EQ(contradiction_in({"reset:attempt=1", "fin:attempt=2", "hang:attempt=2-"}),
            "hang:attempt=2- beside fin:attempt=2");
}

TEST(FindContradiction, IsNotElsewhere) {
  EXPECT_EQ(contradiction_in({}), "");
  EXPECT_EQ(contradiction_in({"reset"}), "");
  EXPECT_EQ(contradiction_in({"stall", "stall", "drop"}), "");
  EXPECT_EQ(contradiction_in({"reset:attempt=1", "fin:attempt=2-"}), "");
  EXPECT_EQ(contradiction_in({"end", "reset"}), "") << "a sound end may still be followed by a RST";
}

}  // namespace
}  // namespace wiretape::fault
