#include "wiretape/core/provider/conversation.h"

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/provider/openai_chat/openai_chat_conversation.h"

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// A request's JSON and what it tells.
struct Told {
  explicit Told(std::string request) : json(std::move(request)) { EXPECT_TRUE(index.read(json)) << json; }
  Told(const Told&) = delete;
  Told& operator=(const Told&) = delete;

  std::string json;
  text::JsonIndex index;
  Conversation conversation{index.root(), openai_chat_conversation};
};

Told of_messages(const std::string& messages) {
  return Told(R"({"messages":[)" + messages + "]}");
}

constexpr const char* user = R"({"role":"user","content":"Hi"})";
constexpr const char* answer = R"({"role":"assistant","content":"Yes?"})";

std::string call(std::string_view id, std::string_view tool) {
  return R"({"role":"assistant","tool_calls":[{"id":")" + std::string(id) +
         R"(","type":"function","function":{"name":")" + std::string(tool) + R"("}}]})";
}

std::string result(std::string_view id, std::string_view text) {
  return R"({"role":"tool","tool_call_id":")" + std::string(id) + R"(","content":")" + std::string(text) + R"("})";
}

std::string joined(const std::vector<std::string>& messages) {
  std::string text;
  for (const auto& message : messages)
    text += (text.empty() ? "" : ",") + message;
  return text;
}

std::vector<std::string> told(const std::vector<ToolResult>& results) {
  std::vector<std::string> lines;
  for (const auto& [id, name, text] : results)
    lines.push_back(id + " " + name + ": " + text);
  return lines;
}

TEST(Conversation, CountsWhatTheModelSaid) {
  EXPECT_EQ(of_messages("").conversation.turn(), 0U);
  EXPECT_EQ(of_messages(user).conversation.turn(), 0U);
  EXPECT_EQ(of_messages(joined({user, answer, user, answer, user})).conversation.turn(), 2U);
}

TEST(Conversation, KnowsWhatWasSaidLast) {
  const auto told_so_far = of_messages(joined({answer, user}));
  ASSERT_TRUE(told_so_far.conversation.last_message().has_value());
  EXPECT_EQ(told_so_far.conversation.last_message()->role, "user");
  EXPECT_EQ(told_so_far.conversation.last_message()->text, "Hi");
  EXPECT_FALSE(of_messages("").conversation.last_message().has_value());
}

TEST(Conversation, HasNoMessagesWhereTheRequestHasNoList) {
  for (const char* request : {"{}", "[]", "7", R"({"messages":"Hi"})", R"({"messages":{}})", R"({"messages":null})"}) {
    const Told nothing(request);
    EXPECT_THAT(nothing.conversation.messages(), IsEmpty()) << request;
    EXPECT_EQ(nothing.conversation.turn(), 0U) << request;
    EXPECT_THAT(nothing.conversation.last_results(), IsEmpty()) << request;
    EXPECT_THAT(nothing.conversation.new_results(), IsEmpty()) << request;
    EXPECT_FALSE(nothing.conversation.system().has_value()) << request;
    EXPECT_THAT(nothing.conversation.tools(), IsEmpty()) << request;
  }
}

TEST(Conversation, GoesBackAnswerByAnswer) {
  const auto whole =
      of_messages(joined({user, call("c1", "look"), result("c1", "x"), call("c2", "touch"), result("c2", "y")}));
  const auto* before = whole.conversation.before_last_answer();
  ASSERT_NE(before, nullptr);
  EXPECT_THAT(before->messages(), SizeIs(3));
  EXPECT_EQ(before->turn(), 1U);
  EXPECT_THAT(told(before->new_results()), ElementsAre("c1 look: x"));
  EXPECT_EQ(whole.conversation.before_last_answer(), before);
  const auto* first = before->before_last_answer();
  ASSERT_NE(first, nullptr);
  EXPECT_THAT(first->messages(), SizeIs(1));
  EXPECT_EQ(first->last_message()->text, "Hi");
  EXPECT_EQ(first->before_last_answer(), nullptr);
  EXPECT_EQ(of_messages("").conversation.before_last_answer(), nullptr);
}

TEST(Conversation, TakesOddMessages) {
  const auto odd = of_messages(R"(7,"Hi",null,[],{},{"role":7,"content":{}},{"role":"tool"})");
  EXPECT_THAT(odd.conversation.messages(), SizeIs(7));
  EXPECT_EQ(odd.conversation.turn(), 0U);
  EXPECT_EQ(odd.conversation.last_message()->text, "");
  EXPECT_THAT(told(odd.conversation.new_results()), ElementsAre(" : "));
}

TEST(Conversation, NamesTheToolsWhoseResultsAreNew) {
  const auto loop = of_messages(joined({user, call("c1", "get_weather"), result("c1", "18"), call("c2", "get_time"),
                                        result("c2", "12:00"), result("c3", "lost")}));
  EXPECT_THAT(told(loop.conversation.new_results()), ElementsAre("c2 get_time: 12:00", "c3 : lost"));
  EXPECT_THAT(told(loop.conversation.last_results()), ElementsAre("c3 : lost"));
}

TEST(Conversation, ResultsStayNewUntilTheModelSpeaks) {
  const auto asked_on = of_messages(joined({user, call("c1", "f"), result("c1", "18"), user}));
  EXPECT_THAT(told(asked_on.conversation.new_results()), ElementsAre("c1 f: 18"));
  EXPECT_THAT(asked_on.conversation.last_results(), IsEmpty());
  const auto answered = of_messages(joined({user, call("c1", "f"), result("c1", "18"), answer}));
  EXPECT_THAT(answered.conversation.new_results(), IsEmpty());
}

TEST(Conversation, OfCallsThatShareAnIdTheLastIsAnswered) {
  const auto repeated = of_messages(joined({call("c", "f"), result("c", "1"), call("c", "g"), result("c", "2")}));
  EXPECT_THAT(told(repeated.conversation.new_results()), ElementsAre("c g: 2"));
}

}  // namespace
}  // namespace wiretape::provider
