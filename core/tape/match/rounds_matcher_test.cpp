#include "wiretape/core/tape/match/rounds_matcher.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/provider/openai_chat/openai_chat_conversation.h"
#include "wiretape/core/tape/match/asked_for_test.h"

namespace wiretape::tape {
namespace {

const std::string asked_first = R"({"role":"user","content":"Weather?"})";
const std::string called_twice =
    R"({"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"a"}},)"
    R"({"id":"c2","type":"function","function":{"name":"a"}}]})";
const std::string called_b =
    R"({"role":"assistant","tool_calls":[{"id":"c3","type":"function","function":{"name":"b"}}]})";

std::string result_of(const std::string& id) {
  return R"({"role":"tool","tool_call_id":")" + id + R"(","content":"x"})";
}

/// How many messages there were before the rounds; -1 where the conversation has not gone on so.
int messages_before(const std::vector<CalledTools>& rounds, const std::vector<std::string>& messages) {
  std::string body = R"({"messages":[)";
  for (const auto& message : messages)
    body += (&message == &messages.front() ? "" : ",") + message;
  const Asked asked("POST", "/", body + "]}");
  const auto* whole = asked.view.conversation(provider::openai_chat_conversation);
  const auto* before = RoundsMatcher(rounds).before(*whole);
  return before == nullptr ? -1 : static_cast<int>(before->messages().size());
}

TEST(RoundsMatcher, WantsAResultForEachCallAndNoOther) {
  const std::vector<CalledTools> twice{{{"a", {}}, {"a", {}}}};
  EXPECT_EQ(messages_before(twice, {asked_first, called_twice, result_of("c2"), result_of("c1")}), 1);
  EXPECT_EQ(messages_before(twice, {asked_first, called_twice, result_of("c1")}), -1);
  EXPECT_EQ(messages_before(twice, {asked_first}), -1);
  EXPECT_EQ(messages_before(twice, {asked_first, called_b, result_of("c3"), result_of("c3")}), -1);
  EXPECT_EQ(messages_before({{{"a", {}}}}, {asked_first, called_twice, result_of("c1"), result_of("c2")}), -1);
  EXPECT_EQ(messages_before(twice, {asked_first, called_twice, result_of("c1"), result_of("c2"), asked_first}), 1)
      << "the client may say more";
}

TEST(RoundsMatcher, TellsCallsApartByTheirIds) {
  const std::vector<std::string> messages{asked_first, called_twice, result_of("c1"), result_of("c2")};
  EXPECT_EQ(messages_before({{{"a", {}}, {"a", "c1"}}}, messages), 1) << "the one with an id chooses first";
  EXPECT_EQ(messages_before({{{"a", "c1"}, {"a", "c1"}}}, messages), -1);
  EXPECT_EQ(messages_before({{{"a", "c9"}, {"a", {}}}}, messages), -1);
}

TEST(RoundsMatcher, GoesBackRoundByRound) {
  const std::vector<CalledTools> rounds{{{"a", {}}, {"a", {}}}, {{"b", {}}}};
  const std::vector<std::string> messages{asked_first,     called_twice, result_of("c1"),
                                          result_of("c2"), called_b,     result_of("c3")};
  EXPECT_EQ(messages_before(rounds, messages), 1);
  EXPECT_EQ(messages_before({{{"b", {}}}}, messages), 4);
  EXPECT_EQ(messages_before({{{"b", {}}}, {{"b", {}}}}, messages), -1);
}

TEST(RoundsMatcher, SaysWhatItExpects) {
  EXPECT_EQ(RoundsMatcher({{{"a", {}}, {"b", "c1"}}, {{"c", {}}}}).expected(), "results of a and b, then of c");
}

}  // namespace
}  // namespace wiretape::tape
