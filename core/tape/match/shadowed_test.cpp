#include "wiretape/core/tape/match/shadowed.h"

#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/provider/anthropic_messages/anthropic_messages.h"
#include "wiretape/core/provider/openai_chat/openai_chat.h"
#include "wiretape/core/tape/load/read_tape.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// The exchanges of these rules, each as YAML writes it in a line; "uses: 2; " may come first.
std::vector<ShadowedExchange> shadowed_of(const std::vector<std::string>& rules) {
  std::string text = "wiretape: 1\nexchanges:\n";
  for (const auto& rule : rules) {
    const bool is_counted = rule.starts_with("uses: 2; ");
    text += "  - request: " + rule.substr(is_counted ? 9 : 0) + "\n    response: {body: a}\n";
    if (is_counted) text += "    uses: 2\n";
  }
  const auto loaded = parse_tape(text, "a.yaml");
  const auto* tape = std::get_if<Tape>(&loaded);
  if (tape == nullptr) {
    ADD_FAILURE() << text::to_string(std::get<text::Diagnostics>(loaded).front());
    return {};
  }
  std::vector<const Exchange*> exchanges;
  for (const auto& exchange : tape->exchanges)
    exchanges.push_back(&exchange);
  return shadowed_exchanges(exchanges);
}

bool shadows(const std::string& earlier, const std::string& later) {
  return !shadowed_of({earlier, later}).empty();
}

TEST(ShadowedExchanges, AreThoseBehindAnEqualRule) {
  for (const std::string rule :
       {"{}", "{method: GET}", "{path: /a}", "{path: '/a/{b}'}", "{query: {a: b}}", "{headers: {a: {contains: b}}}",
        "{json: {model: m, n: [1]}}", "{contains: a}", "{matches: a.b}", "{path: /a, not: {contains: b}}"}) {
    EXPECT_TRUE(shadows(rule, rule)) << rule;
  }
}

TEST(ShadowedExchanges, AreThoseBehindAWeakerRule) {
  EXPECT_TRUE(shadows("{}", "{method: GET, path: /a, json: {a: 1}, not: {contains: x}}"));
  EXPECT_TRUE(shadows("{path: '/v1/*'}", "{path: /v1/chat/completions}"));
  EXPECT_TRUE(shadows("{path: '/v1/{name}'}", "{path: /v1/models}"));
  EXPECT_TRUE(shadows("{query: {a: {contains: b}}}", "{query: {a: abc, d: e}}"));
  EXPECT_TRUE(shadows("{headers: {Accept: {matches: '^text/'}}}", "{headers: {accept: text/html}}"));
  EXPECT_TRUE(shadows("{json: {model: m}}", "{json: {model: m, stream: true}}"));
  EXPECT_TRUE(shadows("{json: {a: {b: 1}}}", "{json: {a: {b: 1.0, c: 2}}}"));
  EXPECT_TRUE(shadows("{contains: b}", "{contains: [abc, d]}"));
  EXPECT_TRUE(shadows("{not: {json: {a: 1, b: 2}}}", "{not: {json: {a: 1}}}"));
}

TEST(ShadowedExchanges, AreNoneWhereARequestMayReachThem) {
  EXPECT_FALSE(shadows("{method: GET}", "{}"));
  EXPECT_FALSE(shadows("{method: GET}", "{method: POST}"));
  EXPECT_FALSE(shadows("{path: /a}", "{path: /b}"));
  EXPECT_FALSE(shadows("{path: /v1/a}", "{path: '/v1/*'}"));
  EXPECT_FALSE(shadows("{path: '/v1/{name}'}", "{path: /v1/a/b}"));
  EXPECT_FALSE(shadows("{query: {a: b}}", "{query: {a: {contains: b}}}"));
  EXPECT_FALSE(shadows("{query: {A: b}}", "{query: {a: b}}"));
  EXPECT_FALSE(shadows("{headers: {a: {matches: x}}}", "{headers: {a: {contains: x}}}"));
  EXPECT_FALSE(shadows("{json: {model: m, stream: true}}", "{json: {model: m}}"));
  EXPECT_FALSE(shadows("{json: {messages: [a]}}", "{json: {messages: [a, b]}}"));
  EXPECT_FALSE(shadows("{json: {model: m}}", "{contains: m}"));
  EXPECT_FALSE(shadows("{contains: abc}", "{contains: b}"));
  EXPECT_FALSE(shadows("{contains: a}", "{matches: a}"));
  EXPECT_FALSE(shadows("{not: {contains: a}}", "{}"));
  EXPECT_FALSE(shadows("{not: {json: {a: 1}}}", "{not: {json: {a: 1, b: 2}}}"));
}

TEST(ShadowedExchanges, AreThoseBehindAWeakerConversation) {
  for (const std::string rule : {"{turn: 1}", "{system: a}", "{tools: [f]}", "{last_message: {role: user}}",
                                 "{last_message: {tool_result: {name: f}}}", "{tool_result: {contains: a}}"}) {
    EXPECT_TRUE(shadows(rule, rule)) << rule;
    EXPECT_TRUE(shadows("{}", rule)) << rule;
    EXPECT_FALSE(shadows(rule, "{}")) << rule;
  }
  EXPECT_TRUE(shadows("{system: {contains: b}}", "{system: abc, turn: 2}"));
  EXPECT_TRUE(shadows("{tools: [f]}", "{tools: [g, f]}"));
  EXPECT_TRUE(shadows("{last_message: {contains: b}}", "{last_message: {role: user, text: abc}}"));
  EXPECT_TRUE(shadows("{tool_result: {}}", "{tool_result: {name: f, id: c}}"));
  EXPECT_TRUE(shadows("{not: {turn: 1, tools: [f]}}", "{not: {turn: 1}}"));
}

TEST(ShadowedExchanges, AreNoneWhereTheConversationMayDiffer) {
  EXPECT_FALSE(shadows("{turn: 1}", "{turn: 2}"));
  EXPECT_FALSE(shadows("{tools: [f, g]}", "{tools: [f]}"));
  EXPECT_FALSE(shadows("{last_message: {text: a}}", "{last_message: {contains: a}}"));
  EXPECT_FALSE(shadows("{last_message: {role: user}}", "{last_message: {role: tool}}"));
  EXPECT_FALSE(shadows("{tool_result: {name: f}}", "{tool_result: {name: g}}"));
  EXPECT_FALSE(shadows("{tool_result: {name: f}}", "{last_message: {tool_result: {name: f}}}"));
}

TEST(ShadowedExchanges, AreThoseBehindAnOpenList) {
  EXPECT_TRUE(shadows("{json: {m: [..., {a: 1}]}}", "{json: {m: [{b: 1}, {a: 1}]}}"));
  EXPECT_TRUE(shadows("{json: {m: [..., {a: 1}]}}", "{json: {m: [..., {b: 1}, {a: 1, c: 2}]}}"));
  EXPECT_TRUE(shadows("{json: {m: [{a: 1}, ...]}}", "{json: {m: [{a: 1}, {b: 1}, ...]}}"));
  EXPECT_TRUE(shadows("{json: {m: {contains: {a: 1}}}}", "{json: {m: [..., {a: 1}]}}"));
  EXPECT_TRUE(shadows("{json: {m: {contains: {a: 1}}}}", "{json: {m: {contains: {a: 1, b: 1}}}}"));
  EXPECT_FALSE(shadows("{json: {m: [..., {a: 1}]}}", "{json: {m: [{a: 1}, ...]}}"));
  EXPECT_FALSE(shadows("{json: {m: [{a: 1}]}}", "{json: {m: [..., {a: 1}]}}"));
  EXPECT_FALSE(shadows("{json: {m: [..., {a: 1}]}}", "{json: {m: {contains: {a: 1}}}}"));
  EXPECT_FALSE(shadows("{json: {m: [..., {b: 1}, {a: 1}]}}", "{json: {m: [..., {a: 1}]}}"));
}

TEST(ShadowedExchanges, AreNoneWhereDialectsTellTheConversationApart) {
  const auto shadows_in = [](const provider::Dialect* earlier, const provider::Dialect* later) {
    Exchange first;
    first.request.conversation.turn = 1;
    first.dialect = earlier;
    Exchange second = first;
    second.dialect = later;
    return !shadowed_exchanges(std::vector<const Exchange*>{&first, &second}).empty();
  };
  EXPECT_TRUE(shadows_in(&provider::openai_chat, &provider::openai_chat));
  EXPECT_FALSE(shadows_in(&provider::openai_chat, &provider::anthropic_messages));
}

TEST(ShadowedExchanges, AreNoneBehindOneThatIsUsedUp) {
  EXPECT_THAT(shadowed_of({"uses: 2; {}", "{}"}), IsEmpty());
  EXPECT_THAT(shadowed_of({"{}", "uses: 2; {}"}), ElementsAre(ShadowedExchange{1, 0}));
}

TEST(ShadowedExchanges, AreNamedInTheirOrderWithTheFirstThatShadowsThem) {
  EXPECT_THAT(shadowed_of({"{path: /a}", "uses: 2; {}", "{path: /a}", "{}", "{path: /b}"}),
              ElementsAre(ShadowedExchange{2, 0}, ShadowedExchange{4, 3}));
}

}  // namespace
}  // namespace wiretape::tape
