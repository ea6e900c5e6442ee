#include "wiretape/core/tape/follow_ups.h"

#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* loop_members =
    "id: loop\n"
    "request: {path: /v1/chat/completions, turn: 0, not: {turn: 7}}\n"
    "uses: 2\n"
    "reply:\n"
    "  tool_calls: [{id: c1, name: a}, {name: b}]\n"
    "  then:\n"
    "    tool_calls: [{name: c}]\n"
    "    then: {text: Done.}\n"
    "delivery: {gap: 5ms}\n"
    "faults: [{do: fin, at: {event: 1}}]\n";

std::vector<std::string> ids_of(const std::vector<Exchange>& exchanges) {
  std::vector<std::string> ids;
  for (const auto& exchange : exchanges)
    ids.push_back(exchange.id);
  return ids;
}

TEST(FollowUps, AreExchangesWithTheRuleBeforeTheirRounds) {
  const auto exchange = exchange_of(loop_members);
  const auto all = follow_ups(exchange);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].id, "loop.then");
  EXPECT_EQ(all[0].uses, 2U);
  EXPECT_EQ(all[0].dialect, exchange.dialect);
  EXPECT_EQ(all[0].position, exchange.position);
  EXPECT_EQ(all[0].delivery, exchange.delivery);
  EXPECT_THAT(all[0].faults, IsEmpty());
  EXPECT_THAT(all[0].request.rounds, ElementsAre(CalledTools{{"a", "c1"}, {"b", {}}}));
  EXPECT_EQ(all[0].request.none_of.at(0).rounds, all[0].request.rounds);
  EXPECT_EQ(std::get<provider::Reply>(all[0].answer).choices[0].tool_calls[0].name, "c");
  EXPECT_EQ(all[1].id, "loop.then.then");
  EXPECT_THAT(all[1].request.rounds, ElementsAre(CalledTools{{"a", "c1"}, {"b", {}}}, CalledTools{{"c", {}}}));
  auto rule = all[1].request;
  rule.rounds.clear();
  rule.none_of[0].rounds.clear();
  EXPECT_EQ(rule, exchange.request);
}

TEST(FollowUps, StandBeforeTheirExchangeWhereTheTapeIsPlayed) {
  auto tape = tape_of(tape_with(loop_members));
  tape.exchanges.push_back(exchange_of("id: other\nresponse: {body: x}"));
  const auto played = unfolded(tape);
  EXPECT_THAT(ids_of(played.exchanges), ElementsAre("loop.then.then", "loop.then", "loop", "other"));
  for (const auto& exchange : played.exchanges)
    EXPECT_THAT(exchange.then, IsEmpty());
  EXPECT_EQ(played.exchanges[2].faults, tape.exchanges[0].faults);
}

TEST(FollowUps, KnowNoIdThatATemplateMayFill) {
  const auto exchange = exchange_of(
      "request: {path: /v1/chat/completions}\n"
      "reply: {tool_calls: [{id: \"{{id}}\", name: a}], then: {text: Done.}}");
  EXPECT_THAT(follow_ups(exchange).at(0).request.rounds, ElementsAre(CalledTools{{"a", {}}}));
}

TEST(FollowUps, KnowTheIdsThatATemplateGivesAsTheyStand) {
  const auto exchange = exchange_of(
      "request: {path: /v1/chat/completions}\n"
      "reply: {tool_calls: [{id: c1, name: a, arguments: generated}, {id: \"{{id}}\", name: b}], then: {text: Done.}}");
  ASSERT_TRUE(exchange.is_template);
  EXPECT_THAT(follow_ups(exchange).at(0).request.rounds, ElementsAre(CalledTools{{"a", "c1"}, {"b", {}}}));
}

TEST(FollowUps, AreNoneWhereThereIsNoThen) {
  EXPECT_THAT(follow_ups(exchange_of("response: {body: x}")), IsEmpty());
}

TEST(CalledToolsOf, CountsBlocksToo) {
  const auto exchange = exchange_of(
      "reply: {dialect: anthropic.messages, blocks: [{text: Hm.}, {tool_use: {id: t, name: a}}], then: {text: b}}");
  EXPECT_EQ(called_tools(std::get<provider::Reply>(exchange.answer)), (CalledTools{{"a", "t"}}));
  EXPECT_THAT(called_tools({}), IsEmpty());
}

}  // namespace
}  // namespace wiretape::tape
