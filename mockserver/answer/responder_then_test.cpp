// Exchanges whose replies say what comes `then`: which of their answers a request gets.

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/answer/responder.h"

namespace wiretape::mockserver {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

Responder responder_for(std::string_view exchanges) {
  auto read = tape::parse_tape("wiretape: 1\nexchanges:\n" + std::string(exchanges), "then.yaml");
  std::vector<tape::Tape> tapes;
  tapes.push_back(std::get<tape::Tape>(std::move(read)));
  return Responder(std::move(tapes));
}

json asks(const std::string& text) {
  return {{"role", "user"}, {"content", text}};
}

/// The model calls a tool, and the client gives its result.
void add_call(json& messages, const std::string& tool, const std::string& id) {
  messages.push_back(
      {{"role", "assistant"}, {"tool_calls", {{{"id", id}, {"type", "function"}, {"function", {{"name", tool}}}}}}});
  messages.push_back({{"role", "tool"}, {"tool_call_id", id}, {"content", "x"}});
}

std::string answered_by(Responder& responder, const json& messages, const std::string& session = "") {
  const std::string prefix = session.empty() ? "" : "/~" + session;
  const auto body = json{{"model", "m"}, {"messages", messages}}.dump();
  return responder.respond(request_for(prefix + "/v1/chat/completions", body)).exchange;
}

constexpr const char* two_loops =
    "  - id: first\n"
    "    request: {path: /v1/chat/completions, last_message: {text: one}}\n"
    "    reply: {tool_calls: [{name: look}], then: {text: One.}}\n"
    "  - id: second\n"
    "    request: {path: /v1/chat/completions, json: {messages: [..., {role: user, content: two}]}}\n"
    "    reply: {tool_calls: [{name: look}], then: {text: Two.}}\n";

TEST(ResponderThen, GoesOnFromTheExchangeThatTheConversationMet) {
  auto responder = responder_for(two_loops);
  for (const auto& [text, id] : {std::pair("one", "first"), std::pair("two", "second")}) {
    auto messages = json::array({asks(text)});
    EXPECT_EQ(answered_by(responder, messages), id);
    add_call(messages, "look", "c1");
    EXPECT_EQ(answered_by(responder, messages), std::string(id) + ".then");
  }
}

TEST(ResponderThen, BeginsAnewInTheSameConversation) {
  auto responder = responder_for(two_loops);
  auto messages = json::array({asks("one")});
  for (const char* call : {"c1", "c2"}) {
    add_call(messages, "look", call);
    EXPECT_EQ(answered_by(responder, messages), "first.then");
    messages.push_back({{"role", "assistant"}, {"content", "One."}});
    messages.push_back(asks("one"));
    EXPECT_EQ(answered_by(responder, messages), "first");
  }
}

TEST(ResponderThen, FitsNoOtherCallAndSaysWhy) {
  auto responder = responder_for(two_loops);
  auto messages = json::array({asks("one")});
  add_call(messages, "touch", "c1");
  EXPECT_EQ(answered_by(responder, messages), "");
  const auto body = json{{"model", "m"}, {"messages", messages}}.dump();
  EXPECT_THAT(responder.respond(request_for("/v1/chat/completions", body)).program->bytes,
              HasSubstr("results of look"));
}

TEST(ResponderThen, EndsALoopWhoseRuleTakesEveryRequest) {
  auto responder = responder_for(
      "  - id: any\n"
      "    request: {path: /v1/chat/completions}\n"
      "    reply: {tool_calls: [{name: look}], then: {tool_calls: [{name: touch}], then: {text: Done.}}}\n");
  auto messages = json::array({asks("Go.")});
  EXPECT_EQ(answered_by(responder, messages), "any");
  add_call(messages, "look", "c1");
  EXPECT_EQ(answered_by(responder, messages), "any.then");
  add_call(messages, "touch", "c2");
  EXPECT_EQ(answered_by(responder, messages), "any.then.then");
}

TEST(ResponderThen, PlaysASequenceWithUses) {
  auto responder = responder_for(
      "  - id: sunny\n"
      "    request: {path: /v1/chat/completions}\n"
      "    uses: 1\n"
      "    reply: {tool_calls: [{id: c1, name: look}], then: {text: Sunny.}}\n"
      "  - id: rainy\n"
      "    request: {path: /v1/chat/completions}\n"
      "    uses: 1\n"
      "    reply: {tool_calls: [{id: c2, name: look}], then: {text: Rainy.}}\n");
  auto sunny = json::array({asks("Go.")});
  auto rainy = sunny;
  EXPECT_EQ(answered_by(responder, sunny), "sunny");
  EXPECT_EQ(answered_by(responder, rainy), "rainy");
  add_call(sunny, "look", "c1");
  add_call(rainy, "look", "c2");
  EXPECT_EQ(answered_by(responder, rainy), "rainy.then") << "by the id of its call";
  EXPECT_EQ(answered_by(responder, sunny), "sunny.then");
  EXPECT_EQ(answered_by(responder, sunny), "") << "used up";
  EXPECT_EQ(answered_by(responder, sunny, "other"), "sunny.then");
}

TEST(ResponderThen, TellsCallsByTheirIdsWhereArgumentsAreMadeUp) {
  auto responder = responder_for(
      "  - id: sunny\n"
      "    request: {path: /v1/chat/completions}\n"
      "    uses: 1\n"
      "    reply: {tool_calls: [{id: call_a, name: look, arguments: generated}], then: {text: Sunny.}}\n"
      "  - id: rainy\n"
      "    request: {path: /v1/chat/completions}\n"
      "    reply: {tool_calls: [{id: call_b, name: look, arguments: generated}], then: {text: Rainy.}}\n");
  auto messages = json::array({asks("Go.")});
  EXPECT_EQ(answered_by(responder, messages), "sunny");
  add_call(messages, "look", "call_b");
  EXPECT_EQ(answered_by(responder, messages), "rainy.then");
  messages = json::array({asks("Go.")});
  add_call(messages, "look", "call_a");
  EXPECT_EQ(answered_by(responder, messages), "sunny.then");
}

TEST(ResponderThen, LeavesFaultsToTheFirstReplyUnlessAPlanNamesIt) {
  auto responder = responder_for(
      "  - id: loop\n"
      "    request: {path: /v1/chat/completions}\n"
      "    reply: {tool_calls: [{name: look}], then: {text: Done.}}\n"
      "    faults: [{do: status, code: 503, attempt: 1}]\n");
  auto messages = json::array({asks("Go.")});
  add_call(messages, "look", "c1");
  const auto body = json{{"messages", messages}}.dump();
  const auto answer = responder.respond(request_for("/v1/chat/completions", body));
  EXPECT_TRUE(answer.faults.empty());
  const auto broken = responder.respond(request_for("/@status:code=500;exchange=loop.then/v1/chat/completions", body));
  EXPECT_EQ(broken.faults.size(), 1U);
}

}  // namespace
}  // namespace wiretape::mockserver
