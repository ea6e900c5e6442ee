#include "wiretape/mockserver/host/plan_fit.h"

#include <string_view>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/mockserver/serve/read_plan.h"

namespace wiretape::mockserver {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::variant<PlanFit, ListenerPlanError> try_fit(const std::string& plan, std::string_view exchanges) {
  auto faults = std::get<std::vector<fault::Fault>>(read_plan(plan, false));
  const auto loaded = tape::parse_tape("wiretape: 1\nexchanges:\n" + std::string(exchanges), "a.yaml");
  return fit_plan(std::move(faults), {std::get<tape::Tape>(loaded)}, "--faults", net::Security::plain);
}

PlanFit fit(const std::string& plan, std::string_view exchanges) {
  return std::get<PlanFit>(try_fit(plan, exchanges));
}

constexpr std::string_view short_one = "  - id: short\n    response: {stream: [{data: a}]}\n";
constexpr std::string_view long_one = "  - id: long\n    response: {stream: [{data: a}, {data: b}, {data: c}]}\n";
constexpr std::string_view plain_one = "  - id: plain\n    response: {body: a}\n";

std::string both() {
  return std::string(short_one) + std::string(long_one);
}

TEST(FitPlan, FindsNothingWhereAllFits) {
  for (const std::string plan :
       {"reset:event=1", "reset", "reset:event=99;optional=true", "reset:event=3;exchange=long"}) {
    const auto found = fit(plan, both());
    EXPECT_THAT(found.mistakes, IsEmpty()) << plan;
    EXPECT_THAT(found.warnings, IsEmpty()) << plan;
  }
}

TEST(FitPlan, RefusesWhatFitsNoExchange) {
  const auto found = fit("stall:event=2,reset:event=99", both());
  ASSERT_THAT(found.mistakes, SizeIs(1));
  EXPECT_THAT(to_string(found.mistakes[0]),
              HasSubstr("--faults:1:15: 'reset:event=99', which fits no exchange: of 'short' (a.yaml:3)"));
  EXPECT_THAT(found.warnings, SizeIs(1));
  EXPECT_THAT(fit("reset:event=3;exchange=short", both()).mistakes, SizeIs(1));
  EXPECT_THAT(fit("duplicate", plain_one).mistakes, SizeIs(1));
}

TEST(FitPlan, WarnsOfWhatDoesNotFitAll) {
  EXPECT_THAT(fit("reset:event=3", both()).warnings,
              ElementsAre("--faults: 'reset:event=3' does not fit 1 of 2 exchanges, which answer 422 where it hits: "
                          "'short' (a.yaml:3)"));
  std::string many(long_one);
  for (int number = 1; number <= 7; ++number)
    many += "  - response: {stream: [{data: a}]}\n";
  EXPECT_THAT(fit("reset:event=3", many).warnings, ElementsAre(HasSubstr("does not fit 7 of 8 exchanges")));
  EXPECT_THAT(fit("reset:event=3", many).warnings, ElementsAre(HasSubstr("(a.yaml:9) and 2 more")));
}

TEST(FitPlan, TakesOutTheFaultsOfTheListener) {
  const auto found = fit("silent:connection=2,reset:event=1", short_one);
  ASSERT_THAT(found.plan.of_listener, SizeIs(1));
  EXPECT_EQ(found.plan.of_listener[0].text, "silent:connection=2");
  ASSERT_THAT(found.plan.of_responses, SizeIs(1));
  EXPECT_EQ(found.plan.of_responses[0].text, "reset:event=1");
  EXPECT_TRUE(std::holds_alternative<ListenerPlanError>(try_fit("handshake_stall", short_one))) << "there is no TLS";
}

TEST(FitPlan, LeavesPlaceholdersAlone) {
  EXPECT_THAT(fit("reset:event=99", "  - reply: {dialect: openai.chat, text: '{{id}}'}\n").mistakes, IsEmpty());
}

}  // namespace
}  // namespace wiretape::mockserver
