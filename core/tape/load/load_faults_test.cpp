#include "wiretape/core/tape/load/load_faults.h"

#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/emit/emit.h"
#include "wiretape/core/tape/load/load_plan.h"
#include "wiretape/core/tape/load/read_tape.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

FaultPlan plan_of(const std::string& faults) {
  auto plan = parse_plan("faults: " + faults, "plan.yaml");
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&plan)) {
    ADD_FAILURE() << text::to_string(mistakes->front());
    return {};
  }
  return std::get<FaultPlan>(plan);
}

std::string mistake_of(const std::string& text) {
  const auto plan = parse_plan(text, "plan.yaml");
  if (std::holds_alternative<FaultPlan>(plan)) return "none";
  std::string all;
  for (const auto& mistake : std::get<text::Diagnostics>(plan))
    all += text::to_string(mistake) + "\n";
  return all;
}

TEST(LoadFaults, ReadsTheSameTreeInEveryForm) {
  const FaultPlan expected = std::get<FaultPlan>(parse_fault_plan("reset:event=4;seed=7"));
  EXPECT_EQ(plan_of("[{do: reset, at: {event: 4}, seed: 7}]"), expected);
  EXPECT_EQ(plan_of("[{do: reset, event: 4, seed: 7}]"), expected);
  EXPECT_EQ(plan_of(R"(["reset:event=4;seed=7"])"), expected);
  EXPECT_EQ(plan_of("[{do: stall, at: before_finish, for: 3s}, {do: reset, drain: false}]"),
            std::get<FaultPlan>(parse_fault_plan("stall:at=before_finish;for=3s,reset:drain=false")));
}

TEST(LoadFaults, KeepsWhatTheTextFormCantSay) {
  const auto plan = plan_of("[{do: status, code: 503, message: 'Wait, then; try again'}]");
  ASSERT_EQ(plan.size(), 1U);
  EXPECT_EQ(plan[0].arguments[1].value, "Wait, then; try again");
}

TEST(LoadFaults, KnowsWhereEachPartStands) {
  const auto plan = plan_of("\n  - do: reset\n    at: {event: 4}\n");
  EXPECT_EQ(plan[0].position, (text::Position{2, 9}));
  EXPECT_EQ(plan[0].arguments[0].position, (text::Position{3, 10}));
}

TEST(LoadFaults, RefusesWhatIsNoFault) {
  EXPECT_THAT(mistake_of("faults: [{at: {event: 4}}]"),
              HasSubstr("plan.yaml:1:10: a fault without a name; expected the key 'do'"));
  EXPECT_THAT(mistake_of("faults: [4]"), HasSubstr("plan.yaml:1:10: the number 4; expected a fault such as"));
  EXPECT_THAT(mistake_of("faults: reset"), HasSubstr("expected a list of faults"));
  EXPECT_THAT(mistake_of("faults: [{do: reset, at: {event: [4]}}]"), HasSubstr("plan.yaml:1:34: a list"));
  EXPECT_THAT(mistake_of("faults: [{do: reset, at: {event: 4}, event: 5}]"),
              HasSubstr("the key 'event' a second time"));
  EXPECT_THAT(mistake_of("faults: ['reset:event']"), HasSubstr("plan.yaml:1:10: the argument 'event'"));
  EXPECT_THAT(mistake_of("fault: []"), HasSubstr("did you mean 'faults'?"));
  EXPECT_THAT(mistake_of(""), HasSubstr("expected a plan: the key 'faults'"));
}

TEST(EmitFaults, GivesTheSamePlanAgain) {
  const std::string tape =
      "wiretape: 1\n"
      "exchanges:\n"
      "  - response: {body: x}\n"
      "    faults: [{do: reset, at: {event: 4}, attempt: 1-2}, {do: stall, at: before_finish, for: 3s}]\n";
  const auto loaded = std::get<Tape>(parse_tape(tape, "t.yaml"));
  const std::string emitted = emit_tape(loaded);
  EXPECT_EQ(std::get<Tape>(parse_tape(emitted, "t.yaml")).exchanges, loaded.exchanges);
  EXPECT_EQ(emit_tape(std::get<Tape>(parse_tape(emitted, "t.yaml"))), emitted);
  EXPECT_THAT(emitted, HasSubstr("do: reset"));
  EXPECT_THAT(emitted, HasSubstr("at: {event: 4}"));
}

}  // namespace
}  // namespace wiretape::tape
