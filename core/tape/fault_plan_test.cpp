#include "wiretape/core/tape/fault_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(ParseFaultPlan, ReadsNamesAndArguments) {
  const auto plan = parse_fault_plan("reset:event=4;seed=7,stall:text=2;for=3s,fin");
  ASSERT_TRUE(std::holds_alternative<FaultPlan>(plan));
  EXPECT_THAT(std::get<FaultPlan>(plan),
              ElementsAre(PlannedFault{"reset", {{"event", "4"}, {"seed", "7"}}},
                          PlannedFault{"stall", {{"text", "2"}, {"for", "3s"}}}, PlannedFault{"fin", {}}));
}

TEST(ParseFaultPlan, KeepsOddValues) {
  const auto plan = parse_fault_plan("status:body=a:b=c d");
  ASSERT_TRUE(std::holds_alternative<FaultPlan>(plan));
  EXPECT_THAT(std::get<FaultPlan>(plan), ElementsAre(PlannedFault{"status", {{"body", "a:b=c d"}}}));
}

struct BadPlan {
  const char* text;
  std::size_t offset;
  const char* found;
};

TEST(ParseFaultPlan, RefusesWithThePosition) {
  for (const auto& [text, offset, found] : {
           BadPlan{"", 0, "empty fault name"},
           BadPlan{"reset,", 6, "empty fault name"},
           BadPlan{",reset", 0, "empty fault name"},
           BadPlan{"Reset", 0, "'Reset'"},
           BadPlan{"reset:", 6, "argument ''"},
           BadPlan{"reset:event", 6, "'event'"},
           BadPlan{"reset:event=", 12, "no value for 'event'"},
           BadPlan{"reset:=4", 6, "'=4'"},
           BadPlan{"reset:event=4;", 14, "argument ''"},
           BadPlan{"fin,reset:event=4;event=5", 18, "'event' a second time"},
       }) {
    const auto plan = parse_fault_plan(text);
    ASSERT_TRUE(std::holds_alternative<text::InputError>(plan)) << text;
    const auto& error = std::get<text::InputError>(plan);
    EXPECT_EQ(error.offset, offset) << text;
    EXPECT_THAT(error.found, HasSubstr(found)) << text;
  }
}

TEST(ParseFaultPlan, KnowsWhereEachPartStands) {
  const auto plan = std::get<FaultPlan>(parse_fault_plan("fin,reset:event=4;seed=7"));
  EXPECT_EQ(plan[1].position, (text::Position{1, 5}));
  EXPECT_EQ(plan[1].arguments[0].position, (text::Position{1, 11}));
  EXPECT_EQ(plan[1].arguments[1].position, (text::Position{1, 19}));
}

TEST(ParseFaultPlan, IsBoundedInFaults) {
  std::string text = "fin";
  for (std::size_t count = 1; count < most_faults; ++count)
    text += ",fin";
  EXPECT_TRUE(std::holds_alternative<FaultPlan>(parse_fault_plan(text)));
  EXPECT_TRUE(std::holds_alternative<text::InputError>(parse_fault_plan(text + ",fin")));
}

TEST(FaultText, TellsDifferentFaultsApart) {
  const PlannedFault one{"status", {{"message", "x;type=y\n"}}, {}};
  const PlannedFault two{"status", {{"message", "x"}, {"type", "y\n"}}, {}};
  EXPECT_EQ(to_string(one), "status:message=x%3Btype=y%0A");
  EXPECT_NE(to_string(one), to_string(two));
  EXPECT_EQ(to_string({"status", {{"message", "50%"}}, {}}), "status:message=50%25");
}

TEST(FaultText, IsWhatWasRead) {
  for (const std::string text : {"fin", "reset:event=4;seed=7", "status:body=a:b=c d"}) {
    EXPECT_EQ(to_string(std::get<FaultPlan>(parse_fault_plan(text)).front()), text);
  }
}

}  // namespace
}  // namespace wiretape::tape
