#include "wiretape/core/tape/match/shadowed.h"

#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
