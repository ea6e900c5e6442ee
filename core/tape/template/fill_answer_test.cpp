#include "wiretape/core/tape/template/fill_answer.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/match/asked_for_test.h"
#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

class FillAnswer : public ::testing::Test {
 protected:
  std::variant<Answer, MissingValue> fill(std::string_view members) {
    const Exchange exchange = exchange_of(members);
    EXPECT_TRUE(exchange.is_template);
    return fill_answer(exchange.answer, {.request = asked_.view, .path = path_, .id = "i1", .now = 7});
  }

  template <class AnswerType>
  AnswerType filled(std::string_view members) {
    return std::get<AnswerType>(std::get<Answer>(fill(members)));
  }

  Asked asked_{"POST", "/v1/x", R"({"model":"m","user":"Ann\r\nx: y"})"};
  PathCaptures path_{{"kind", "k"}};
};

TEST_F(FillAnswer, FillsEveryTextOfAReply) {
  const auto reply = filled<provider::Reply>(
      "reply:\n"
      "  dialect: openai.chat\n"
      "  id: 'id-{{id}}'\n"
      "  model: '{{request.json./model}}-1'\n"
      "  reasoning: 'r {{id}}'\n"
      "  text: 't {{now}}'\n"
      "  refusal: 'f {{id}}'\n"
      "  tool_calls: [{id: 'c-{{id}}', name: 'n-{{id}}', arguments: {who: '{{request.json./user}}'}}]\n"
      "  finish_reason: 's-{{id}}'\n"
      "  usage: {n: '{{now}}'}");
  EXPECT_EQ(reply.id, "id-i1");
  EXPECT_EQ(reply.model, "m-1");
  EXPECT_EQ(reply.usage, R"({"n":"7"})");
  const auto& choice = reply.choices.at(0);
  EXPECT_EQ(choice.reasoning, "r i1");
  EXPECT_EQ(choice.text, "t 7");
  EXPECT_EQ(choice.refusal, "f i1");
  EXPECT_EQ(choice.finish_reason, "s-i1");
  EXPECT_EQ(choice.tool_calls.at(0).id, "c-i1");
  EXPECT_EQ(choice.tool_calls.at(0).name, "n-i1");
  EXPECT_EQ(choice.tool_calls.at(0).arguments, R"({"who":"Ann\r\nx: y"})") << "still JSON";
}

TEST_F(FillAnswer, FillsEveryTextOfBlocks) {
  const auto reply = filled<provider::Reply>(
      "reply:\n"
      "  dialect: anthropic.messages\n"
      "  blocks:\n"
      "    - {thinking: 'r {{id}}', signature: 's-{{id}}'}\n"
      "    - {redacted_thinking: 'd-{{id}}'}\n"
      "    - {text: 't {{now}}', citations: [{who: '{{request.json./user}}'}]}\n"
      "    - {tool_use: {name: 'n-{{id}}'}}\n"
      "  stop_sequence: 'q-{{id}}'");
  const auto& choice = reply.choices.at(0);
  EXPECT_EQ(std::get<provider::ReasoningBlock>(choice.blocks.at(0)), (provider::ReasoningBlock{"r i1", "s-i1"}));
  EXPECT_EQ(std::get<provider::RedactedReasoningBlock>(choice.blocks.at(1)).data, "d-i1");
  EXPECT_EQ(std::get<provider::TextBlock>(choice.blocks.at(2)),
            (provider::TextBlock{"t 7", {R"({"who":"Ann\r\nx: y"})"}}));
  EXPECT_EQ(std::get<provider::ToolCallReply>(choice.blocks.at(3)).name, "n-i1");
  EXPECT_EQ(choice.stop_sequence, "q-i1");
}

TEST_F(FillAnswer, FillsPiecesAndErrors) {
  const auto pieces = filled<provider::Reply>("reply: {dialect: openai.chat, chunks: [a, '{{id}}']}");
  EXPECT_THAT(std::get<provider::ChunkList>(pieces.chunks), ElementsAre("a", "i1"));
  EXPECT_EQ(pieces.choices.at(0).text, "ai1");
  const auto error = filled<provider::Reply>(
      "reply: {dialect: openai.chat, error: {message: 'm {{id}}', type: 't{{id}}', code: 'c{{id}}', param: "
      "'p{{id}}'}}");
  EXPECT_EQ(error.error->message, "m i1");
  EXPECT_EQ(error.error->type, "ti1");
  EXPECT_EQ(error.error->code, "ci1");
  EXPECT_EQ(error.error->param, "pi1");
}

TEST_F(FillAnswer, FillsEventsAndHeaders) {
  const auto response = filled<StreamResponse>(
      "request: {path: '/v1/{kind}'}\n"
      "response:\n"
      "  headers: {x-id: '{{id}}', x-user: '{{request.json./user}}'}\n"
      "  stream: [{data: {kind: '{{path.kind}}'}}, {comment: '{{id}}'}, {data: 'at {{now}}'}]");
  EXPECT_EQ(response.head.fields.at(0).value, "i1");
  EXPECT_EQ(response.head.fields.at(1).value, "Ann  x: y") << "no header of the request's making";
  EXPECT_EQ(std::get<provider::DataEvent>(response.events.at(0)).data, R"({"kind":"k"})");
  EXPECT_EQ(std::get<provider::CommentEvent>(response.events.at(1)).text, "{{id}}") << "comments are no place for it";
  EXPECT_EQ(std::get<provider::DataEvent>(response.events.at(2)).data, "at 7");
}

TEST_F(FillAnswer, FillsABody) {
  EXPECT_EQ(filled<PlainResponse>("response: {json: {id: '{{id}}'}}").body, R"({"id":"i1"})");
  EXPECT_EQ(filled<PlainResponse>("response: {body: '{{{{id}} is {{id}}'}").body, "{{id}} is i1");
}

TEST_F(FillAnswer, NamesTheFirstThatIsMissing) {
  const auto missing = fill("reply: {dialect: openai.chat, text: '{{request.json./a}} {{request.json./b}}'}");
  EXPECT_EQ(std::get<MissingValue>(missing).placeholder, "{{request.json./a}}");
}

/// What is made up, in the dialect of the reply.
class MakeUp : public ::testing::Test {
 protected:
  static provider::ChoiceReply said(std::string_view members, const Asked& asked, std::uint64_t seed = 0) {
    const Exchange exchange = exchange_of(members);
    EXPECT_TRUE(exchange.is_template);
    const PathCaptures no_path;
    const auto filled = fill_answer(
        exchange.answer,
        {.request = asked.view, .path = no_path, .id = "i", .now = 7, .dialect = exchange.dialect, .seed = seed});
    return std::get<provider::Reply>(std::get<Answer>(filled)).choices.at(0);
  }

  static Asked asking(const std::string& members) { return {"POST", "/v1/x", "{" + members + "}"}; }

  static constexpr const char* tools =
      R"("tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object",)"
      R"("properties":{"a":{"type":"integer","minimum":0,"maximum":1000000}},"required":["a"]}}}])";
};

TEST_F(MakeUp, ArgumentsAreAfterTheSchemaOfTheTool) {
  const Asked asked = asking(tools);
  const auto calls =
      said(
          "reply: {dialect: openai.chat, tool_calls: [{name: f, arguments: generated}, {name: f, arguments: "
          "'{{generated}}'}, {name: g, arguments: generated}]}",
          asked)
          .tool_calls;
  EXPECT_THAT(calls.at(0).arguments, MatchesRegex("\\{\"a\":[0-9]+\\}"));
  EXPECT_THAT(calls.at(1).arguments, MatchesRegex("\\{\"a\":[0-9]+\\}"));
  EXPECT_NE(calls.at(0).arguments, calls.at(1).arguments) << "two calls of one tool";
  EXPECT_EQ(calls.at(2).arguments, "{}") << "a tool that is not offered";
}

TEST_F(MakeUp, ArgumentsAreAnObjectWhateverTheSchemaLeavesOpen) {
  for (const std::string parameters :
       {"{}", "true", R"({"$schema":"x"})", R"({"description":"None."})", R"({"type":"string"})"}) {
    const Asked asked =
        asking(R"("tools":[{"type":"function","function":{"name":"f","parameters":)" + parameters + "}}]");
    const auto choice = said("reply: {dialect: openai.chat, tool_calls: [{name: f, arguments: generated}]}", asked);
    EXPECT_EQ(choice.tool_calls.at(0).arguments, "{}") << parameters;
  }
}

TEST_F(MakeUp, ArgumentsChangeWithTheSeedAndTheTurnAlone) {
  const char* const reply = "reply: {dialect: openai.chat, tool_calls: [{name: f, arguments: generated}]}";
  const auto arguments = [&](const std::string& members, std::uint64_t seed) {
    const Asked asked = asking(members);
    return said(reply, asked, seed).tool_calls.at(0).arguments;
  };
  const std::string first = tools;
  EXPECT_EQ(arguments(first, 1), arguments(R"("model":"other",)" + first, 1));
  EXPECT_NE(arguments(first, 1), arguments(first, 2));
  EXPECT_NE(arguments(first, 1), arguments(first + R"(,"messages":[{"role":"assistant","content":"a"}])", 1));
}

TEST_F(MakeUp, TextIsInTheFormThatTheRequestAsksFor) {
  const char* const reply = "reply: {dialect: openai.chat, text: generated}";
  const Asked strict = asking(R"("response_format":{"type":"json_schema","json_schema":{"schema":{"const":[1]}}})");
  EXPECT_EQ(said(reply, strict).text, "[1]");
  const Asked plain = asking("");
  EXPECT_THAT(said(reply, plain).text, MatchesRegex("[A-Z][a-z ]+\\."));
}

TEST_F(MakeUp, BlocksAreMadeUpToo) {
  const Asked asked = asking(
      R"("tools":[{"name":"f","input_schema":{"const":{"a":1}}}],"output_config":{"format":{"schema":{"const":2}}})");
  const auto blocks =
      said(
          "reply: {dialect: anthropic.messages, blocks: [{text: generated}, {tool_use: {name: f, arguments: "
          "generated}}]}",
          asked)
          .blocks;
  EXPECT_EQ(std::get<provider::TextBlock>(blocks.at(0)).text, "2");
  EXPECT_EQ(std::get<provider::ToolCallReply>(blocks.at(1)).arguments, R"({"a":1})");
}

TEST_F(MakeUp, WhatComesThenIsMadeUpToo) {
  const auto exchange = exchange_of("reply: {dialect: openai.chat, tool_calls: [{name: f}], then: {text: generated}}");
  const Asked asked = asking(R"("response_format":{"type":"json_schema","json_schema":{"schema":{"const":[1]}}})");
  const PathCaptures no_path;
  const auto filled = fill_answer(
      exchange.then.at(0), {.request = asked.view, .path = no_path, .id = "i", .now = 7, .dialect = exchange.dialect});
  EXPECT_EQ(std::get<provider::Reply>(std::get<Answer>(filled)).choices.at(0).text, "[1]");
}

TEST_F(MakeUp, NothingIsMadeUpOfABodyThatIsNotJson) {
  const Asked asked("POST", "/v1/x", "no json");
  EXPECT_EQ(said("reply: {dialect: openai.chat, tool_calls: [{name: f, arguments: generated}]}", asked)
                .tool_calls.at(0)
                .arguments,
            "{}");
}

TEST(Templates, MayBeMadeUpOnlyAsAWhole) {
  for (const char* const members : {"reply: {dialect: openai.chat, text: 'a {{generated}}'}",
                                    "reply: {dialect: openai.chat, reasoning: '{{generated}}'}",
                                    "reply: {dialect: openai.chat, tool_calls: [{name: f, arguments: {text: "
                                    "'{{generated}}'}}]}",
                                    "response: {body: '{{generated}}'}", "response: {json: {text: '{{generated}}'}}"}) {
    EXPECT_THAT(mistakes_of(members), ElementsAre(HasSubstr("{{generated}} here; expected it as the whole of 'text'")))
        << members;
  }
}

TEST(Templates, TheWordInQuotesIsAText) {
  const auto quoted = exchange_of(
      "reply: {dialect: openai.chat, text: \"generated\", tool_calls: [{name: f, arguments: 'generated'}]}");
  EXPECT_FALSE(quoted.is_template);
  const auto& choice = std::get<provider::Reply>(quoted.answer).choices.at(0);
  EXPECT_EQ(choice.text, "generated");
  EXPECT_EQ(choice.tool_calls.at(0).arguments, "generated");
  EXPECT_FALSE(exchange_of("reply: {dialect: openai.chat, reasoning: generated}").is_template) << "no place for it";
}

TEST(Templates, AreFoundWhenATapeIsLoaded) {
  EXPECT_FALSE(exchange_of("reply: {dialect: openai.chat, text: 'no { holes }'}").is_template);
  EXPECT_FALSE(exchange_of("request: {contains: '{{id}}'}\nresponse: {body: x}").is_template)
      << "only answers have them";
  EXPECT_TRUE(exchange_of("response: {body: '{{{{'}").is_template);
  EXPECT_FALSE(exchange_of("response: {body: !b64 e3tpZH19}").is_template) << "bytes are sent as they are";
}

TEST(Templates, AreFoundUnderThenToo) {
  for (const char* const then :
       {"{text: generated}", "{choices: [{text: generated}]}", "{tool_calls: [{name: g, arguments: generated}]}",
        "{tool_calls: [{name: g}], then: {text: generated}}", "{text: 'Now {{now}}'}"}) {
    const std::string members =
        "reply: {dialect: openai.chat, tool_calls: [{name: f}], then: " + std::string(then) + "}";
    EXPECT_TRUE(exchange_of(members).is_template) << members;
  }
  EXPECT_FALSE(
      exchange_of("reply: {dialect: openai.chat, tool_calls: [{name: f}], then: {text: \"generated\"}}").is_template);
  EXPECT_THAT(mistakes_of("reply: {dialect: openai.chat, tool_calls: [{name: f}], then: {text: 'a {{generated}}'}}"),
              ElementsAre(HasSubstr("{{generated}} here; expected it as the whole of 'text'")));
}

TEST(Templates, AreCheckedWhenATapeIsLoaded) {
  EXPECT_THAT(mistakes_of("reply: {dialect: openai.chat, text: 'Dear {{user}}'}"),
              ElementsAre("4:41: the placeholder 'user'; expected {{id}}, {{now}}, {{generated}}, {{path.NAME}} or "
                          "{{request.json./POINTER}}; write {{{{ where the answer shall say {{"));
  EXPECT_THAT(mistakes_of("request: {path: '/{a}'}\nresponse: {json: {x: '{{path.b}}'}}"),
              ElementsAre(StartsWith("5:26: the placeholder '{{path.b}}'; expected a name in the request's path")));
  EXPECT_THAT(mistakes_of("response: {stream: [{data: '{{now}'}]}"),
              ElementsAre(StartsWith("4:32: '{{' without '}}'")));
  EXPECT_THAT(mistakes_of("request: {path: '/{a}'}\nresponse: {json: {x: '{{path.a}}'}}"), IsEmpty());
}

}  // namespace
}  // namespace wiretape::tape
