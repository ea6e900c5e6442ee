#include "wiretape/core/tape/load/reply/load_reply.h"

#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

/// The reply of an exchange whose `reply:` is a flow mapping of these members and a dialect.
provider::Reply reply_of(std::string_view members) {
  const Exchange exchange = exchange_of("reply: {dialect: openai.chat, " + std::string(members) + "}");
  const auto* reply = std::get_if<provider::Reply>(&exchange.answer);
  EXPECT_NE(reply, nullptr);
  return reply == nullptr ? provider::Reply{} : *reply;
}

/// The mistakes in such a reply. Its members begin at 4:35.
std::vector<std::string> mistakes_of_reply(std::string_view members) {
  return mistakes_of("reply: {dialect: openai.chat, " + std::string(members) + "}");
}

TEST(LoadReply, ReadsTheFlatKeys) {
  const provider::Reply reply = reply_of(
      "reasoning: R, text: \"T\\n\", refusal: No., finish_reason: length, model: m, id: i, created: 1700000000, "
      "usage: {prompt_tokens: 9, details: {cached: 1.0}}, chunks: word");
  ASSERT_EQ(reply.choices.size(), 1U);
  EXPECT_EQ(reply.choices[0].reasoning, "R");
  EXPECT_EQ(reply.choices[0].text, "T\n");
  EXPECT_EQ(reply.choices[0].refusal, "No.");
  EXPECT_EQ(reply.choices[0].finish_reason, "length");
  EXPECT_EQ(reply.model, "m");
  EXPECT_EQ(reply.id, "i");
  EXPECT_EQ(reply.created, 1'700'000'000);
  EXPECT_EQ(reply.usage, R"({"prompt_tokens":9,"details":{"cached":1.0}})");
  EXPECT_EQ(std::get<provider::ChunkRule>(reply.chunks), provider::ChunkRule::word);
}

TEST(LoadReply, ReadsWhatComesThen) {
  const Exchange exchange = exchange_of(
      "reply: {dialect: openai.chat, tool_calls: [{name: a}], then: {tool_calls: [{name: b}], then: {text: Done.}}}");
  ASSERT_EQ(exchange.then.size(), 2U);
  EXPECT_EQ(exchange.then[0].choices.at(0).tool_calls.at(0).name, "b");
  EXPECT_EQ(exchange.then[1].choices.at(0).text, "Done.");
}

TEST(LoadReply, RefusesAThenThatFollowsNoCall) {
  EXPECT_THAT(mistakes_of_reply("text: Hi, then: {text: Done.}"),
              ElementsAre(AllOf(StartsWith("4:45:"), HasSubstr("'then' in a reply that calls no tool"))));
  EXPECT_THAT(mistakes_of_reply("error: {message: No.}, then: {text: Done.}"),
              ElementsAre(HasSubstr("'then' in a reply that calls no tool")));
  EXPECT_THAT(mistakes_of_reply("tool_calls: [{name: a}], then: {dialect: openai.chat, text: Done.}"),
              ElementsAre(HasSubstr("'dialect' under 'then'")));
  EXPECT_THAT(mistakes_of_reply("tool_calls: [{name: a}], then: {txt: Done.}"),
              ElementsAre(HasSubstr("unknown key 'txt'")));
  EXPECT_THAT(mistakes_of_reply("tool_calls: [{name: a}], then: Done."), ElementsAre(HasSubstr("a reply")));
}

TEST(LoadReply, HasDefaults) {
  const provider::Reply reply = reply_of("");
  ASSERT_EQ(reply.choices.size(), 1U);
  EXPECT_EQ(reply.choices[0].text, "");
  EXPECT_EQ(reply.choices[0].finish_reason, std::nullopt);
  EXPECT_EQ(reply.id, std::nullopt);
  EXPECT_EQ(reply.model, std::nullopt);
  EXPECT_EQ(reply.created, std::nullopt);
  EXPECT_EQ(reply.usage, std::nullopt);
  EXPECT_EQ(reply.error.has_value() || reply.error_event.has_value(), false);
  EXPECT_EQ(std::get<provider::ChunkRule>(reply.chunks), provider::ChunkRule::token);
}

TEST(LoadReply, ReadsToolCalls) {
  const provider::Reply reply = reply_of(
      "tool_calls: [{name: a, arguments: {city: Paris, days: 1.0}}, {id: call_7, name: b, arguments: '{\"x\":'}, "
      "{name: c}]");
  const auto& calls = reply.choices[0].tool_calls;
  ASSERT_EQ(calls.size(), 3U);
  EXPECT_EQ(calls[0].id, std::nullopt);
  EXPECT_EQ(calls[0].name, "a");
  EXPECT_EQ(calls[0].arguments, R"({"city":"Paris","days":1.0})");
  EXPECT_EQ(calls[1].id, "call_7");
  EXPECT_EQ(calls[1].arguments, R"({"x":)");  // verbatim, sound or not
  EXPECT_EQ(calls[2].arguments, "{}");
}

TEST(LoadReply, ReadsSeveralChoices) {
  const provider::Reply reply = reply_of("choices: [{text: one, finish_reason: stop}, {refusal: two}], model: m");
  ASSERT_EQ(reply.choices.size(), 2U);
  EXPECT_EQ(reply.choices[0].text, "one");
  EXPECT_EQ(reply.choices[0].finish_reason, "stop");
  EXPECT_EQ(reply.choices[1].refusal, "two");
}

TEST(LoadReply, ReadsAnError) {
  const provider::Reply reply = reply_of("error: {status: 429, message: Slow down., type: t, code: c, param: p}");
  ASSERT_TRUE(reply.error.has_value());
  EXPECT_EQ(reply.error->status, 429);
  EXPECT_EQ(reply.error->message, "Slow down.");
  EXPECT_EQ(reply.error->type, "t");
  EXPECT_EQ(reply.error->code, "c");
  EXPECT_EQ(reply.error->param, "p");
  EXPECT_THAT(reply.choices, IsEmpty());
  EXPECT_EQ(reply_of("error: {message: m}").error->status, 500);
}

TEST(LoadReply, ReadsAnErrorEvent) {
  const provider::Reply reply = reply_of("text: Half, error_event: {message: Broken., type: server_error}");
  EXPECT_EQ(reply.choices[0].text, "Half");
  ASSERT_TRUE(reply.error_event.has_value());
  EXPECT_EQ(reply.error_event->message, "Broken.");
  EXPECT_EQ(reply.error_event->type, "server_error");
  EXPECT_EQ(reply.error_event->code, std::nullopt);
}

TEST(LoadReply, TakesItsDialectFromTheRequestsPath) {
  for (const char* members : {"request: {path: /v1/chat/completions}\nreply: {text: hi}",
                              "reply: {text: hi}\nrequest: {path: /v1/chat/completions}"}) {
    const Exchange exchange = exchange_of(members);
    ASSERT_NE(exchange.dialect, nullptr);
    EXPECT_EQ(exchange.dialect->name, "openai.chat");
  }
}

TEST(LoadReply, AsksForADialectThatNothingDecides) {
  EXPECT_THAT(mistakes_of("reply: {text: hi}"),
              ElementsAre(AllOf(StartsWith("4:12: a reply without 'dialect'; expected the key 'dialect', one of: "),
                                HasSubstr("openai.chat"))));
  EXPECT_THAT(mistakes_of("request: {path: /x}\nreply: {text: hi}"),
              ElementsAre(HasSubstr("the request's path belongs to no known dialect")));
}

TEST(LoadReply, NamesTheNearestDialect) {
  EXPECT_THAT(mistakes_of("reply: {dialect: openai.chatt}"),
              ElementsAre(AllOf(StartsWith("4:22: the text 'openai.chatt'; expected one of: "),
                                HasSubstr("did you mean 'openai.chat'?"))));
  EXPECT_THAT(mistakes_of("reply: {dialect: 3}"), ElementsAre(StartsWith("4:22: the number 3")));
}

TEST(LoadReply, RefusesContentBesideAnError) {
  EXPECT_THAT(mistakes_of_reply("error: {message: m}, text: hi, usage: {}, error_event: {message: n}"),
              ElementsAre("4:56: 'text' beside 'error'; expected only one of them",
                          "4:66: 'usage' beside 'error'; expected only one of them",
                          "4:77: 'error_event' beside 'error'; expected only one of them"));
}

TEST(LoadReply, RefusesFlatKeysBesideChoices) {
  EXPECT_THAT(mistakes_of_reply("choices: [{text: a}], text: b, finish_reason: stop"),
              ElementsAre("4:57: 'text' beside 'choices'; expected only one of them",
                          "4:66: 'finish_reason' beside 'choices'; expected only one of them"));
}

TEST(LoadReply, RefusesAFinishBesideAnErrorEvent) {
  EXPECT_THAT(mistakes_of_reply("error_event: {message: m}, finish_reason: stop"),
              ElementsAre("4:62: 'finish_reason' beside 'error_event'; expected only one of them"));
  EXPECT_THAT(mistakes_of_reply("error_event: {message: m}, choices: [{finish_reason: stop}]"),
              ElementsAre(HasSubstr("an error event stands in place of the finish")));
}

TEST(LoadReply, RefusesValuesOfTheWrongKind) {
  EXPECT_THAT(mistakes_of_reply("text: 42"),
              ElementsAre("4:41: the number 42; expected text; quote it to make it text: \"42\""));
  EXPECT_THAT(mistakes_of_reply("text: "), ElementsAre("4:35: no value; expected text"));
  EXPECT_THAT(mistakes_of_reply("usage: '{}'"), ElementsAre("4:42: the text '{}'; expected token counts as a mapping"));
  EXPECT_THAT(mistakes_of_reply("created: now"),
              ElementsAre(StartsWith("4:44: the text 'now'; expected a whole number")));
  EXPECT_THAT(mistakes_of_reply("tool_calls: {name: a}"),
              ElementsAre(StartsWith("4:47: a mapping; expected a list of tool calls")));
  EXPECT_THAT(mistakes_of_reply("tool_calls: [a]"), ElementsAre("4:48: the text 'a'; expected a tool call: a mapping"));
  EXPECT_THAT(mistakes_of_reply("choices: []"), ElementsAre(StartsWith("4:44: a list; expected a list of choices")));
  EXPECT_THAT(mistakes_of_reply("error: {status: 42, message: m}"),
              ElementsAre("4:51: the number 42; expected a whole number from 200 to 599"));
  EXPECT_THAT(mistakes_of("reply: hello"), ElementsAre("4:12: the text 'hello'; expected a reply: a mapping"));
}

TEST(LoadReply, RefusesWhatLacksItsName) {
  EXPECT_THAT(mistakes_of_reply("tool_calls: [{arguments: {}}]"),
              ElementsAre("4:48: a tool call without 'name'; expected the key 'name'"));
  EXPECT_THAT(mistakes_of_reply("error: {status: 500}"),
              ElementsAre("4:42: an error without 'message'; expected the key 'message'"));
  EXPECT_THAT(mistakes_of_reply("error_event: {}"),
              ElementsAre("4:48: an error event without 'message'; expected the key 'message'"));
}

TEST(LoadReply, RefusesUnknownKeys) {
  EXPECT_THAT(mistakes_of_reply("txt: hi"),
              ElementsAre(AllOf(StartsWith("4:35: unknown key 'txt'"), HasSubstr("did you mean 'text'?"))));
  EXPECT_THAT(mistakes_of_reply("error_event: {message: m, status: 500}"),
              ElementsAre(HasSubstr("unknown key 'status'")));
  EXPECT_THAT(mistakes_of_reply("tool_calls: [{name: a, args: {}}]"), ElementsAre(HasSubstr("unknown key 'args'")));
  EXPECT_THAT(mistakes_of_reply("choices: [{text: a, chunks: word}]"), ElementsAre(HasSubstr("unknown key 'chunks'")));
}

}  // namespace
}  // namespace wiretape::tape
