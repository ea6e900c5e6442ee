// Rules on the conversation in a request, through the real server, in both dialects.

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/mockserver/mock_server.h"

#include "tests/support/raw_client.h"

namespace wiretape::mockserver {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using wiretape::testing::body_of;
using wiretape::testing::post;
using wiretape::testing::RawClient;

/// A server whose exchanges have these rules, written as YAML; each answers with its place, from 1.
MockServer serve_rules(const std::vector<std::string>& rules) {
  std::string text = "wiretape: 1\nexchanges:\n";
  for (std::size_t index = 0; index < rules.size(); ++index)
    text += "  - {request: " + rules[index] + ", response: {body: 'rule " + std::to_string(index + 1) + "'}}\n";
  auto loaded = tape::parse_tape(text, "rules.yaml");
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&loaded)) ADD_FAILURE() << to_string(mistakes->front());
  std::vector<tape::Tape> tapes;
  tapes.push_back(std::get<tape::Tape>(std::move(loaded)));
  return std::get<MockServer>(MockServer::start(std::move(tapes)));
}

std::string answer(const MockServer& server, const std::string& path, const std::string& body) {
  RawClient client(server.port());
  client.send(post(path, body, "Connection: close\r\n"));
  return body_of(client.read_all());
}

constexpr const char* chat = "/v1/chat/completions";
constexpr const char* messages = "/v1/messages";

std::string of_user(const std::string& content) {
  return R"({"messages":[{"role":"user","content":)" + content + "}]}";
}

const std::string in_text = R"("What is the weather?")";
const std::string in_parts = R"([{"type":"text","text":"Look."},{"type":"text","text":"What is the weather?"}])";

TEST(MockServerConversation, LooksAtTheLastMessage) {
  const auto server =
      serve_rules({"{last_message: {text: 'What is the weather?'}}",
                   "{last_message: {role: user, matches: '(?s)^Look.*weather'}}", "{last_message: {role: user}}"});
  for (const auto* path : {chat, messages}) {
    EXPECT_EQ(answer(server, path, of_user(in_text)), "rule 1");
    EXPECT_EQ(answer(server, path, of_user(in_parts)), "rule 2");
    EXPECT_EQ(answer(server, path, of_user("null")), "rule 3");
  }
}

TEST(MockServerConversation, CountsTurns) {
  const auto server = serve_rules({"{turn: 0}", "{turn: 1}", "{turn: 2}"});
  const std::string round = R"({"role":"user","content":"a"},{"role":"assistant","content":"b"},)";
  std::string said;
  for (const auto* rule : {"rule 1", "rule 2", "rule 3"}) {
    for (const auto* path : {chat, messages})
      EXPECT_EQ(answer(server, path, R"({"messages":[)" + said + R"({"role":"user","content":"c"}]})"), rule);
    said += round;
  }
}

TEST(MockServerConversation, LooksAtTheSystemPromptWhereTheDialectHasIt) {
  const auto server = serve_rules({"{system: {contains: pirate}}", "{}"});
  const std::string among = R"({"messages":[{"role":"system","content":"Be a pirate."}]})";
  const std::string apart = R"({"system":[{"type":"text","text":"Be a pirate."}],"messages":[]})";
  EXPECT_EQ(answer(server, chat, among), "rule 1");
  EXPECT_EQ(answer(server, chat, apart), "rule 2");
  EXPECT_EQ(answer(server, messages, among), "rule 2");
  EXPECT_EQ(answer(server, messages, apart), "rule 1");
}

TEST(MockServerConversation, LooksForTools) {
  const auto server = serve_rules({"{tools: [f, g]}", "{tools: [g]}", "{}"});
  const std::string both = R"({"tools":[{"type":"function","function":{"name":"g"}},{"function":{"name":"f"}}]})";
  EXPECT_EQ(answer(server, chat, both), "rule 1");
  EXPECT_EQ(answer(server, messages, R"({"tools":[{"name":"g"},{"name":"h"}]})"), "rule 2");
  EXPECT_EQ(answer(server, messages, both), "rule 3");
}

/// A conversation in which the model called f as c1 and g as c2; `behind` is what was said after their results.
std::string chat_results(const std::string& of_f, const std::string& of_g, const std::string& behind = "") {
  return R"({"messages":[{"role":"user","content":"a"},{"role":"assistant","tool_calls":[)"
         R"({"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}},)"
         R"({"id":"c2","type":"function","function":{"name":"g","arguments":"{}"}}]},)"
         R"({"role":"tool","tool_call_id":"c1","content":")" +
         of_f + R"("},{"role":"tool","tool_call_id":"c2","content":")" + of_g + R"("})" + behind + "]}";
}

std::string messages_results(const std::string& of_f, const std::string& of_g, const std::string& behind = "") {
  return R"({"messages":[{"role":"user","content":"a"},{"role":"assistant","content":[)"
         R"({"type":"tool_use","id":"c1","name":"f","input":{}},{"type":"tool_use","id":"c2","name":"g","input":{}}]},)"
         R"({"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":")" +
         of_f + R"("},{"type":"tool_result","tool_use_id":"c2","content":")" + of_g + R"("}]})" + behind + "]}";
}

TEST(MockServerConversation, LooksAtNewResultsOfTools) {
  const auto server =
      serve_rules({"{tool_result: {name: f, contains: sun}}", "{tool_result: {id: c2, contains: rain}}",
                   "{last_message: {tool_result: {name: g, contains: snow}}}", "{tool_result: {}}", "{}"});
  const std::string behind = R"(,{"role":"assistant","content":"b"},{"role":"user","content":"c"})";
  const auto expect = [&](const std::string& rule, const std::string& of_f, const std::string& of_g,
                          const std::string& said = "") {
    EXPECT_EQ(answer(server, chat, chat_results(of_f, of_g, said)), rule);
    EXPECT_EQ(answer(server, messages, messages_results(of_f, of_g, said)), rule);
  };
  expect("rule 1", "sun", "wind");
  expect("rule 2", "wind", "rain");
  expect("rule 3", "wind", "snow");
  expect("rule 4", "rain", "sun");
  expect("rule 5", "sun", "rain", behind);
}

TEST(MockServerConversation, LooksAtListsInJson) {
  const auto server =
      serve_rules({"{json: {messages: [{role: system}, ...]}}", "{json: {messages: [..., {content: b}]}}",
                   "{json: {messages: {contains: {content: a}}}}", "{json: {messages: [{content: c}]}}"});
  EXPECT_EQ(answer(server, chat, R"({"messages":[{"role":"system"},{"content":"b"}]})"), "rule 1");
  EXPECT_EQ(answer(server, chat, R"({"messages":[{"content":"a"},{"content":"b"}]})"), "rule 2");
  EXPECT_EQ(answer(server, chat, R"({"messages":[{"content":"b"},{"content":"a"},{"content":"c"}]})"), "rule 3");
  EXPECT_EQ(answer(server, chat, R"({"messages":[{"content":"c"}]})"), "rule 4");
}

TEST(MockServerConversation, SaysOfEachClauseWhyItDoesNotFit) {
  const auto server =
      serve_rules({"{turn: 1, system: a, tools: [f], last_message: {role: tool, contains: b}, tool_result: "
                   "{name: f}}"});
  const auto body = answer(server, chat, of_user(in_text));
  EXPECT_THAT(body, AllOf(HasSubstr("turn: expected 1, found 0"), HasSubstr("tools: expected f, found []"),
                          HasSubstr("last_message.role: expected tool, found user"),
                          HasSubstr("tool_result: expected of f, found (absent)")));
  EXPECT_THAT(body, HasSubstr(R"(found the last message (user) says \"What is the weather?\")"));
  EXPECT_THAT(answer(server, chat, "Hi"), HasSubstr("turn: expected 1, found (not JSON)"));
}

TEST(MockServerConversation, MakesUpWhatComesThen) {
  auto loaded = tape::parse_tape(
      "wiretape: 1\nexchanges:\n  - request: {path: /v1/chat/completions}\n"
      "    reply: {tool_calls: [{name: f}], then: {text: generated}}\n",
      "then.yaml");
  std::vector<tape::Tape> tapes;
  tapes.push_back(std::get<tape::Tape>(std::move(loaded)));
  const auto server = std::get<MockServer>(MockServer::start(std::move(tapes)));
  const std::string results =
      R"({"messages":[{"role":"user","content":"a"},)"
      R"({"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},)"
      R"({"role":"tool","tool_call_id":"c","content":"b"}],)"
      R"("response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"const":[7]}}}})";
  EXPECT_THAT(answer(server, chat, results), HasSubstr(R"("content":"[7]")"));
}

TEST(MockServerConversation, ReadsARequestInTheDialectOfTheExchange) {
  auto loaded = tape::parse_tape(
      "wiretape: 1\nexchanges: [{request: {path: /ask, system: a}, reply: {dialect: anthropic.messages, text: "
      "said}}]\n",
      "a.yaml");
  std::vector<tape::Tape> tapes;
  tapes.push_back(std::get<tape::Tape>(std::move(loaded)));
  const auto server = std::get<MockServer>(MockServer::start(std::move(tapes)));
  EXPECT_THAT(answer(server, "/ask", R"({"system":"a","messages":[]})"), HasSubstr(R"("text":"said")"));
}

}  // namespace
}  // namespace wiretape::mockserver
