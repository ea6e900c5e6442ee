#include "wiretape/mockserver/answer/hit.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/answer/exchanges_for_test.h"

namespace wiretape::mockserver {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Faults = std::vector<fault::Fault>;

/// A tape with one exchange.
class Hit : public ::testing::Test {
 protected:
  explicit Hit(std::string_view tape_plan = "stall:event=1", std::uint64_t seed = 0)
      : loaded_(tape_with(tape_plan), {.seed = seed}) {}

  std::variant<Hits, OwnError> hits(const std::string& target, const OtherDoors& others = {}) {
    const auto request = request_for(target);
    const auto asks = ask(request, {}, false);
    auto result = hit(std::get<Asked>(asks), loaded_.prepared.front(), others, loaded_);
    texts_.clear();
    if (const auto* found = std::get_if<Hits>(&result)) {
      for (const auto* fault : found->faults)
        texts_.push_back(fault->text);
    }
    return result;
  }

  static std::vector<tape::Tape> tape_with(std::string_view text) {
    auto exchange = says("hello");
    exchange.faults = planned(text);
    return {{.name = "t.yaml", .exchanges = {std::move(exchange)}}};
  }

  LoadedTapes loaded_;
  std::vector<std::string> texts_;  // of the faults that hit last
};

TEST_F(Hit, TakesTheDoorsInTheirOrder) {
  const auto file = faults_of("stall:event=2");
  const std::vector<SharedFaults> armed{std::make_shared<const WatchedFaults>(faults_of("stall:event=3"))};
  hits("/@stall:event=4/x", {file, armed});
  EXPECT_THAT(texts_, ElementsAre("stall:event=1", "stall:event=2", "stall:event=3", "stall:event=4"));
}

TEST_F(Hit, LeavesOutWhatDoesNotHold) {
  const auto file = faults_of("stall:connection=2,stall:exchange=other,stall:exchange=says");
  hits("/x", {file, {}});
  EXPECT_THAT(texts_, ElementsAre("stall:event=1", "stall:exchange=says"));
}

TEST_F(Hit, CountsARequestOnlyWhereSomethingDependsOnIt) {
  EXPECT_EQ(std::get<Hits>(hits("/x")).count.seed, 0U);
  EXPECT_THAT(loaded_.sessions.names(), IsEmpty());
  const auto file = faults_of("fin:attempt=2");
  EXPECT_EQ(std::get<Hits>(hits("/x", {file, {}})).count.attempt, 1U);
  EXPECT_THAT(texts_, ElementsAre("stall:event=1"));
  EXPECT_EQ(std::get<Hits>(hits("/x", {file, {}})).count.attempt, 2U);
  EXPECT_THAT(texts_, ElementsAre("stall:event=1", "fin:attempt=2"));
}

TEST_F(Hit, TellsOfFaultsThatContradictEachOther) {
  const auto file = faults_of("reset:event=1");
  const auto result = hits("/@fin:event=2/x", {file, {}});
  const auto& error = std::get<OwnError>(result);
  EXPECT_EQ(error.status, 422);
  EXPECT_EQ(error.type, "wiretape_bad_plan");
  EXPECT_EQ(error.message, "the faults 'reset:event=1' and 'fin:event=2' contradict each other; expected one of them");
}

class HitByABadPlan : public Hit {
 protected:
  HitByABadPlan() : Hit("rset") {}
};

TEST_F(HitByABadPlan, SaysWhatIsWrongWithTheTape) {
  const auto result = hits("/x");
  EXPECT_EQ(std::get<OwnError>(result).status, 422);
  EXPECT_THAT(std::get<OwnError>(result).message, HasSubstr("unknown fault 'rset'"));
}

}  // namespace
}  // namespace wiretape::mockserver
