#include "wiretape/core/program/fault_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::program {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

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
    ASSERT_TRUE(std::holds_alternative<FaultPlanError>(plan)) << text;
    const auto& error = std::get<FaultPlanError>(plan);
    EXPECT_EQ(error.offset, offset) << text;
    EXPECT_THAT(error.found, HasSubstr(found)) << text;
  }
}

}  // namespace
}  // namespace wiretape::program
