#include "wiretape/core/tape/match/conversation_matcher.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/provider/openai_chat/openai_chat_conversation.h"
#include "wiretape/core/tape/match/asked_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Kind = TextRule::Kind;

const std::string tool_loop =
    R"({"tools":[{"type":"function","function":{"name":"get_weather"}},{"type":"function","function":{"name":"f"}}],)"
    R"("messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Weather?"},)"
    R"({"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"get_weather"}}]},)"
    R"({"role":"tool","tool_call_id":"c1","content":"18 °C"}]})";

const std::string first_turn = R"({"messages":[{"role":"user","content":"Hi there"}]})";

/// Each clause of the rule, held against a request; met_by must say the same.
std::vector<std::string> told(const ConversationRule& rule, const std::string& body) {
  const Asked asked("POST", "/", body);
  const ConversationMatcher matcher(rule);
  const auto* conversation = asked.view.conversation(provider::openai_chat_conversation);
  const auto clauses = matcher.clauses(conversation, "(none)");
  EXPECT_EQ(conversation != nullptr && matcher.met_by(*conversation), std::ranges::all_of(clauses, &Clause::holds));
  std::vector<std::string> lines;
  for (const auto& [name, expected, found, holds] : clauses)
    lines.push_back((holds ? "+ " : "- ") + name + " | " + expected + " | " + found);
  return lines;
}

TEST(ConversationMatcher, CountsTurns) {
  EXPECT_THAT(told({.turn = 1}, tool_loop), ElementsAre("+ turn | 1 | 1"));
  EXPECT_THAT(told({.turn = 1}, first_turn), ElementsAre("- turn | 1 | 0"));
  EXPECT_THAT(told({.turn = 0}, "{}"), ElementsAre("+ turn | 0 | 0"));
}

TEST(ConversationMatcher, LooksAtTheLastMessage) {
  const auto of_user = [](TextRule text) {
    return ConversationRule{.last_message = MessageRule{.role = "user", .text = std::move(text)}};
  };
  EXPECT_THAT(told(of_user({Kind::equals, "Hi there"}), first_turn),
              ElementsAre("+ last_message.role | user | user",
                          R"(+ last_message | "Hi there" | the last message (user) says "Hi there")"));
  EXPECT_THAT(told(of_user({Kind::contains, "Weather"}), tool_loop),
              ElementsAre("- last_message.role | user | tool",
                          R"(- last_message | contains "Weather" | the last message (tool) says "18 °C")"));
  EXPECT_THAT(told(of_user({Kind::matches, "^H"}), "{}"),
              ElementsAre("- last_message.role | user | (absent)", R"(- last_message | matches "^H" | (absent))"));
}

TEST(ConversationMatcher, LooksAtResultsOfTools) {
  const ToolResultRule weather{.name = "get_weather", .text = TextRule{Kind::contains, "18"}};
  EXPECT_THAT(told({.last_message = MessageRule{.tool_result = weather}, .tool_result = weather}, tool_loop),
              ElementsAre(R"(+ last_message.tool_result | of get_weather, contains "18" | of get_weather (c1) "18 °C")",
                          R"(+ tool_result | of get_weather, contains "18" | of get_weather (c1) "18 °C")"));
  EXPECT_THAT(told({.tool_result = ToolResultRule{.id = "c2"}}, tool_loop),
              ElementsAre(R"(- tool_result | to c2 | of get_weather (c1) "18 °C")"));
  EXPECT_THAT(told({.tool_result = ToolResultRule{}}, first_turn), ElementsAre("- tool_result | any | (absent)"));
}

TEST(ConversationMatcher, LooksAtTheSystemPrompt) {
  EXPECT_THAT(told({.system = TextRule{Kind::contains, "brief"}}, tool_loop),
              ElementsAre(R"(+ system | contains "brief" | "Be brief.")"));
  EXPECT_THAT(told({.system = TextRule{Kind::matches, ""}}, first_turn),
              ElementsAre(R"(- system | matches "" | (absent))"));
}

TEST(ConversationMatcher, LooksForEachTool) {
  EXPECT_THAT(told({.tools = {"f", "g"}}, tool_loop),
              ElementsAre(R"(+ tools | f | ["get_weather","f"])", R"(- tools | g | ["get_weather","f"])"));
  EXPECT_THAT(told({.tools = {"f"}}, first_turn), ElementsAre("- tools | f | []"));
}

TEST(ConversationMatcher, IsNotMetWithoutAConversation) {
  EXPECT_THAT(told({.turn = 0, .tools = {"f"}}, "not JSON"),
              ElementsAre("- turn | 0 | (none)", "- tools | f | (none)"));
  EXPECT_THAT(told({}, first_turn), IsEmpty());
}

}  // namespace
}  // namespace wiretape::tape
