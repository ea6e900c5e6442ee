#include "wiretape/core/tape/load/load_dialogue.h"

#include <chrono>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/emit/emit.h"
#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using namespace std::chrono_literals;

std::string tape_with_steps(std::string_view steps) {
  return "wiretape: 1\nexchanges: [{request: {path: /ws}, websocket: {dialogue: " + std::string(steps) + "}}]\n";
}

Dialogue dialogue_of(std::string_view steps) {
  return std::get<Dialogue>(tape_of(tape_with_steps(steps)).exchanges.at(0).answer);
}

TEST(LoadDialogue, ReadsEveryStep) {
  const auto dialogue = dialogue_of(
      "[{send: {type: a, n: 1.0}}, {send: [1]}, {send: text}, {send: !b64 /w==}, {expect: {type: b}}, "
      "{expect: [1], within: 2s}, {expect: {}}, {expect_text: exactly}, {expect_text: {contains: in it}}, "
      "{wait: 20ms}, {ping: still there?}, {close: {code: 4000, reason: enough}}]");
  EXPECT_THAT(
      dialogue.steps,
      ElementsAre(SendMessage{true, R"({"type":"a","n":1.0})"}, SendMessage{true, "[1]"}, SendMessage{true, "text"},
                  SendMessage{false, "\xFF"}, ExpectMessage{.rule = {.json = R"({"type":"b"})"}},
                  ExpectMessage{.rule = {.json = "[1]"}, .within = 2s}, ExpectMessage{},
                  ExpectMessage{.rule = {.text = TextRule{.text = "exactly"}}},
                  ExpectMessage{.rule = {.text = TextRule{TextRule::Kind::contains, "in it"}}}, WaitInDialogue{20ms},
                  SendPing{"still there?"}, SendClose{.code = 4000, .reason = "enough"}));
}

TEST(LoadDialogue, IsOpenedByGetUnlessItsRuleSaysOtherwise) {
  EXPECT_EQ(tape_of(tape_with_steps("[]")).exchanges.at(0).request.method, "GET");
  EXPECT_EQ(tape_of("wiretape: 1\nexchanges: [{request: {method: PUT}, websocket: {dialogue: []}}]\n")
                .exchanges.at(0)
                .request.method,
            "PUT");
}

TEST(LoadDialogue, ReadsRepliesInTheDialectOfThePathOrTheOneNamed) {
  const auto of_path = tape_of(
      "wiretape: 1\nexchanges: [{request: {path: /v1/responses}, websocket: {dialogue: [{reply: {text: Hi}}]}}]\n");
  ASSERT_NE(of_path.exchanges.at(0).dialect, nullptr);
  EXPECT_EQ(of_path.exchanges.at(0).dialect->name, "openai.responses");
  const auto named = tape_of(tape_with_steps("[{reply: {dialect: openai.chat, id: x, text: Hi}}, {send: a}]"));
  EXPECT_EQ(named.exchanges.at(0).dialect->name, "openai.chat");
  const auto& steps = std::get<Dialogue>(named.exchanges.at(0).answer).steps;
  EXPECT_EQ(std::get<SendReply>(steps.at(0)).reply.choices.at(0).text, "Hi");
  for (const auto& tape : {of_path, named})
    EXPECT_EQ(tape_of(emit_tape(tape)), tape) << emit_tape(tape);
}

TEST(LoadDialogue, IsWrittenTheSame) {
  for (const std::string_view steps :
       {"[]", "[{send: {a: 1}}, {send: '{\"a\": 1}'}, {send: '1'}, {send: !b64 YQ==}, {send: ''}]",
        "[{expect: {a: {b: 1}}, within: 1ms}, {expect: {}}, {expect_text: {matches: '^a'}}]",
        "[{ping: ''}, {ping: !b64 /w==}, {wait: 0}, {close: {}}]", "[{close: {code: 1005}}]"}) {
    const auto tape = tape_of(tape_with_steps(steps));
    EXPECT_EQ(tape_of(emit_tape(tape)), tape) << emit_tape(tape);
  }
  const auto tape = tape_of(
      "wiretape: 1\nexchanges: [{websocket: {subprotocols: [a, b], headers: [[X-A, b]], deflate: true, echo: true, "
      "dialogue: [{send: a}]}}]\n");
  EXPECT_EQ(tape_of(emit_tape(tape)), tape) << emit_tape(tape);
}

TEST(LoadDialogue, SaysWhatIsWrong) {
  for (const auto& [steps, mistake] : std::initializer_list<std::pair<std::string, std::string_view>>{
           {"[{}]",
            "a step that does nothing; expected one of the keys: send, reply, expect, expect_text, wait, ping, close"},
           {"[{send: a, wait: 1s}]", "'wait' beside another step"},
           {"[{reply: {text: a}}]", "a reply without 'dialect'"},
           {"[{reply: {dialect: openai.chat, text: a}}, {reply: {dialect: cohere.chat, text: a}}]",
            "a reply of cohere.chat behind one of openai.chat; expected one dialect for all"},
           {"[{reply: {dialect: openai.chat, error: {message: no}}}]", "'error' in a WebSocket's reply"},
           {"[{reply: {dialect: openai.chat, text: '{{now}}'}}]", "a placeholder or a generated text"},
           {"[{say: a}]", "unknown key 'say'"},
           {"[{expect: text}]", "expect_text takes a text"},
           {"[{expect: {a: 1}, within: 0}]", "a time above 0"},
           {"[{send: a, within: 1s}]", "'within' for a step that does not wait for the client"},
           {"[{close: {}}, {send: a}]", "a step after 'close'"},
           {"[{close: {reason: why}}]", "a reason without a code"},
           {"[{close: {code: 65536}}]", "65535"},
           {"[{ping: " + std::string(126, 'x') + "}]", "a ping of at most 125 bytes"},
           {"[{close: {code: 1000, reason: " + std::string(124, 'x') + "}}]", "a reason of at most 123 bytes"},
       }) {
    const auto mistakes = mistakes_in(tape_with_steps(steps));
    EXPECT_THAT(mistakes, ElementsAre(HasSubstr(mistake))) << steps;
  }
}

TEST(LoadDialogue, IsNoAnswerBesideAnother) {
  EXPECT_THAT(mistakes_in("wiretape: 1\nexchanges: [{response: {body: x}, websocket: {dialogue: []}}]\n"),
              ElementsAre(HasSubstr("'websocket'")));
  EXPECT_THAT(mistakes_in("wiretape: 1\nexchanges: [{websocket: {subprotocols: ['a b'], dialogue: []}}]\n"),
              ElementsAre(HasSubstr("a token")));
  EXPECT_THAT(mistakes_in("wiretape: 1\nexchanges: [{websocket: {}}]\n"), ElementsAre(HasSubstr("dialogue")));
}

}  // namespace
}  // namespace wiretape::tape
