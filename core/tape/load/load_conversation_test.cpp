#include "wiretape/core/tape/load/load_conversation.h"

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

using Kind = TextRule::Kind;

constexpr std::string_view reply_of_any_kind = "\nreply: {dialect: openai.chat}";

ConversationRule rule_of(std::string_view request) {
  return exchange_of("request: " + std::string(request) + std::string(reply_of_any_kind)).request.conversation;
}

std::vector<std::string> mistakes_of_rule(std::string_view request) {
  return mistakes_of("request: " + std::string(request) + std::string(reply_of_any_kind));
}

TEST(LoadConversation, ReadsEveryKey) {
  const auto rule = rule_of(
      "{turn: 2, system: {contains: brief}, tools: [f, 'g'], last_message: {role: user, matches: '^a', "
      "tool_result: {id: 7}}, tool_result: {name: f, text: x}}");
  EXPECT_EQ(rule.turn, 2U);
  EXPECT_EQ(rule.system, (TextRule{Kind::contains, "brief"}));
  EXPECT_THAT(rule.tools, ElementsAre("f", "g"));
  ASSERT_TRUE(rule.last_message.has_value());
  EXPECT_EQ(rule.last_message->role, "user");
  EXPECT_EQ(rule.last_message->text, (TextRule{Kind::matches, "^a"}));
  EXPECT_EQ(rule.last_message->tool_result, (ToolResultRule{.id = "7"}));
  EXPECT_EQ(rule.tool_result, (ToolResultRule{.name = "f", .text = TextRule{Kind::equals, "x"}}));
}

TEST(LoadConversation, LeavesOutWhatIsNotSaid) {
  EXPECT_FALSE(rule_of("{}").is_any());
  EXPECT_FALSE(rule_of("{contains: turn}").is_any());
  EXPECT_TRUE(rule_of("{turn: 0}").is_any());
  EXPECT_EQ(rule_of("{tool_result: {}}").tool_result, ToolResultRule{});
}

TEST(LoadConversation, RefusesWhatNoMessageIs) {
  EXPECT_THAT(mistakes_of_rule("{last_message: Hi}"), ElementsAre(StartsWith("4:29: the text 'Hi'")));
  EXPECT_THAT(
      mistakes_of_rule("{last_message: {}}"),
      ElementsAre("4:29: an empty mapping; expected at least one of: role, text, contains, matches, tool_result"));
  EXPECT_THAT(mistakes_of_rule("{last_message: {text: a, contains: b}}"),
              ElementsAre("4:39: 'contains' beside 'text'; expected only one of them"));
  EXPECT_THAT(mistakes_of_rule("{last_message: {contains: a, matches: b}}"),
              ElementsAre("4:43: 'matches' beside 'contains'; expected only one of them"));
  EXPECT_THAT(mistakes_of_rule("{last_message: {matches: '('}}"), ElementsAre(StartsWith("4:39: the expression '('")));
  EXPECT_THAT(mistakes_of_rule("{last_message: {content: a}}"),
              ElementsAre(StartsWith("4:30: unknown key 'content'; expected one of: role, tool_result, text, contains, "
                                     "matches")));
  EXPECT_THAT(mistakes_of_rule("{last_message: {role: [user]}}"), ElementsAre(StartsWith("4:36: a list")));
}

TEST(LoadConversation, RefusesWhatNoResultIs) {
  EXPECT_THAT(mistakes_of_rule("{tool_result: true}"), ElementsAre(StartsWith("4:28: ")));
  EXPECT_THAT(mistakes_of_rule("{tool_result: {tool: f}}"), ElementsAre(StartsWith("4:29: unknown key 'tool'")));
  EXPECT_THAT(mistakes_of_rule("{tool_result: {matches: '['}}"), ElementsAre(StartsWith("4:38: the expression '['")));
  EXPECT_THAT(mistakes_of_rule("{tool_result: {text: a, matches: b}}"),
              ElementsAre("4:38: 'matches' beside 'text'; expected only one of them"));
}

TEST(LoadConversation, RefusesWhatNoTurnAndNoToolsAre) {
  EXPECT_THAT(mistakes_of_rule("{turn: -1}"), ElementsAre(StartsWith("4:21: ")));
  EXPECT_THAT(mistakes_of_rule("{turn: second}"), ElementsAre(StartsWith("4:21: ")));
  EXPECT_THAT(mistakes_of_rule("{tools: f}"), ElementsAre(StartsWith("4:22: the text 'f'; expected a list of tools'")));
  EXPECT_THAT(mistakes_of_rule("{tools: []}"), ElementsAre("4:22: an empty list; expected at least one tool's name"));
  EXPECT_THAT(mistakes_of_rule("{tools: [1]}"), ElementsAre(StartsWith("4:23: the number 1")));
  EXPECT_THAT(mistakes_of_rule("{system: {}}"), ElementsAre(StartsWith("4:23: an empty mapping")));
  EXPECT_THAT(mistakes_of_rule("{turn: 0, tools: [f], system: a}"), IsEmpty());
}

}  // namespace
}  // namespace wiretape::tape
