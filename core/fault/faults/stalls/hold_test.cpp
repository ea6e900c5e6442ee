#include <chrono>
#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/compile/read_for_test.h"
#include "wiretape/core/compile/recorded_for_test.h"

namespace wiretape::fault {
namespace {

using ::testing::ElementsAre;
using namespace std::chrono_literals;

/// The holds of a program, each with what is sent before it.
struct HeldAt {
  std::string before;
  program::HoldAction hold;
};

std::vector<HeldAt> holds_of(const program::WireProgram& program) {
  std::vector<HeldAt> holds;
  std::string before;
  for (const program::Step& step : program.steps) {
    if (const auto* write = std::get_if<program::WriteAction>(&step.action)) before += program.text(*write);
    if (const auto* hold = std::get_if<program::HoldAction>(&step.action)) holds.push_back({before, *hold});
  }
  return holds;
}

TEST(Hold, WaitsBeforeThePlaceAndChangesNoByte) {
  const auto answer = compile::events_for_test({"a", "b"});
  const program::WireProgram plain = compile::broken(answer, "");
  const program::WireProgram program = compile::broken(answer, "hold:event=2");
  EXPECT_EQ(program.bytes, plain.bytes);
  EXPECT_EQ(program.ending, plain.ending);
  EXPECT_TRUE(program.has_holds);
  const auto holds = holds_of(program);
  ASSERT_EQ(holds.size(), 1U);
  EXPECT_EQ(holds[0].before, compile::stream_head + "9\r\ndata: a\n\n\r\n");
  EXPECT_EQ(holds[0].hold, (program::HoldAction{30s, false}));
}

TEST(Hold, LastsAsLongAsItSaysAndCanWaitForARequest) {
  const auto program =
      compile::broken(compile::events_for_test({"a", "b"}), "hold:event=2;until=next_request;for=1500ms");
  ASSERT_EQ(holds_of(program).size(), 1U);
  EXPECT_EQ(holds_of(program)[0].hold, (program::HoldAction{1500ms, true}));
}

TEST(Hold, IsDueWithThePlaceAndMovesNothingItself) {
  compile::AnswerForTest answer = compile::events_for_test({"a", "b", "c"});
  answer.delivery.gap = 10ms;
  const auto program = compile::broken(answer, "hold:event=2");
  ASSERT_EQ(program.steps.size(), 4U);
  EXPECT_EQ(program.steps[1], (program::Step{10ms, program::HoldAction{30s}}));
  EXPECT_EQ(program.steps[3].at, 20ms);
}

TEST(Hold, CanWaitAtAnyByteOfAnyAnswer) {
  for (const compile::AnswerForTest& answer : compile::answers_for_test()) {
    const auto whole = compile::broken(answer, "");
    for (std::size_t at = 0; at <= whole.bytes.size(); ++at) {
      const auto program = compile::broken(answer, "hold:wire_byte=" + std::to_string(at));
      const auto holds = holds_of(program);
      ASSERT_EQ(holds.size(), 1U) << at;
      EXPECT_EQ(holds[0].before, whole.bytes.substr(0, at));
      EXPECT_EQ(program::play_in_memory(program).text(), whole.bytes);
      EXPECT_EQ(program.ending, whole.ending);
    }
  }
}

TEST(Hold, KeepsItsPlaceAmongOtherFaultsOfTheWire) {
  const auto answer = compile::events_for_test({"a", "b", "c"});
  const std::string before = compile::stream_head + "9\r\ndata: a\n\n\r\n";
  for (const std::string plan :
       {"hold:event=2,drip:size=5;every=1us", "drip:size=5;every=1us,hold:event=2", "hold:event=2,reset:event=3",
        "hold:event=2,reset:event=2", "hold:event=2,stall:event=2;for=1s", "hold:event=2,trailers"}) {
    const auto holds = holds_of(compile::broken(answer, plan));
    ASSERT_EQ(holds.size(), 1U) << plan;
    EXPECT_EQ(holds[0].before, before) << plan;
  }
  EXPECT_EQ(holds_of(compile::broken(answer, "hold:event=3,reset:event=2")).size(), 0U);
  EXPECT_EQ(holds_of(compile::broken(answer, "hold:event=2,hold:event=2")).size(), 2U);
}

TEST(Hold, StandsBeforeTheFinishByItselfAlsoInARecording) {
  EXPECT_EQ(compile::broken(compile::reply_for_test(), "hold"),
            compile::broken(compile::reply_for_test(), "hold:at=before_finish"));
  EXPECT_EQ(
      holds_of(compile::broken(compile::recorded_for_test({"data: a\n\n", "data: b\n\n"}), "hold:event=2")).size(), 1U);
}

TEST(Hold, HasALongestTime) {
  const auto parsed = tape::parse_fault_plan("hold:for=3601s");
  const auto checked = check_plan(std::get<tape::FaultPlan>(parsed), {.name = "plan"});
  ASSERT_TRUE(std::holds_alternative<text::Diagnostics>(checked));
  EXPECT_EQ(std::get<text::Diagnostics>(checked).front().expected,
            "a duration from 1us to 3600s, such as 250us, 20ms or 1.5s");
}

}  // namespace
}  // namespace wiretape::fault
