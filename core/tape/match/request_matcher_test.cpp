#include "wiretape/core/tape/match/request_matcher.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/provider/anthropic_messages/anthropic_messages.h"
#include "wiretape/core/provider/openai_chat/openai_chat.h"
#include "wiretape/core/tape/match/asked_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

using Kind = TextRule::Kind;

/// Whether the rule is met; its clauses must say the same.
bool meets(const RequestRule& rule, const Asked& asked) {
  const RequestMatcher matcher(rule);
  const bool is_met = matcher.met_by(asked.view);
  EXPECT_EQ(is_met, std::ranges::all_of(matcher.clauses(asked.view), &Clause::holds));
  return is_met;
}

std::vector<std::string> clauses(const RequestRule& rule, const Asked& asked) {
  std::vector<std::string> lines;
  for (const auto& clause : RequestMatcher(rule).clauses(asked.view)) {
    lines.push_back((clause.holds ? "+ " : "- ") + clause.name + " | " + clause.expected + " | " + clause.found);
  }
  return lines;
}

TEST(RequestMatcher, WithoutClausesIsMetByAnything) {
  EXPECT_TRUE(meets({}, Asked("GET", "/", "")));
  EXPECT_THAT(clauses({}, Asked("GET", "/", "")), IsEmpty());
}

TEST(RequestMatcher, ComparesQueryParameters) {
  const RequestRule rule{.query = {{"alt", {.text = "sse"}}, {"key", {Kind::matches, "^k[0-9]+$"}}}};
  EXPECT_TRUE(meets(rule, Asked("GET", "/x?alt=sse&key=k1", "")));
  EXPECT_TRUE(meets(rule, Asked("GET", "/x?key=other&key=k2&alt=%73se", ""))) << "one of several is enough";
  EXPECT_FALSE(meets(rule, Asked("GET", "/x?alt=sse", "")));
  EXPECT_FALSE(meets(rule, Asked("GET", "/x?Alt=sse&key=k1", "")));
  EXPECT_THAT(clauses(rule, Asked("GET", "/x?key=a&key=b", "")),
              ElementsAre("- query alt | \"sse\" | (absent)", "- query key | matches \"^k[0-9]+$\" | [\"a\",\"b\"]"));
}

TEST(RequestMatcher, ComparesFieldsByNameInAnyLetters) {
  const RequestRule rule{.headers = {{"X-Test", {Kind::contains, "lu"}}}};
  EXPECT_TRUE(meets(rule, Asked("GET", "/", "", {{"x-test", "value"}})));
  EXPECT_TRUE(meets(rule, Asked("GET", "/", "", {{"X-TEST", "no"}, {"x-test", "blue"}})));
  EXPECT_FALSE(meets(rule, Asked("GET", "/", "", {{"x-test", "LU"}})));
  EXPECT_THAT(clauses(rule, Asked("GET", "/", "")), ElementsAre("- header X-Test | contains \"lu\" | (absent)"));
}

TEST(RequestMatcher, LooksForTextInTheBodyAndInItsJson) {
  const RequestRule rule{.body = {{Kind::contains, "say \"hi\""}}};
  EXPECT_TRUE(meets(rule, Asked("POST", "/", R"(please say "hi")"))) << "as it came";
  EXPECT_TRUE(meets(rule, Asked("POST", "/", R"({"a":[{"content":"say \"hi\" now"}]})"))) << "unescaped";
  EXPECT_FALSE(meets(rule, Asked("POST", "/", R"({"say":"hi"})")));
  EXPECT_FALSE(meets(rule, Asked("POST", "/", "")));
  const RequestRule expression{.body = {{Kind::matches, "^hello"}, {Kind::contains, "\"stream\":true"}}};
  EXPECT_TRUE(meets(expression, Asked("POST", "/", R"({"a":"hello you","stream":true})")));
  EXPECT_FALSE(meets(expression, Asked("POST", "/", R"({"a":"oh hello","stream":true})")));
  EXPECT_THAT(clauses(expression, Asked("POST", "/", "x")),
              ElementsAre(R"(- body | matches "^hello" | "x")", R"(- body | contains "\"stream\":true" | "x")"));
}

TEST(RequestMatcher, RefusesWhatANegationMeets) {
  RequestRule rule{.path = "/v1/*"};
  rule.none_of = {{.path = "/v1/models"}, {.method = "GET", .headers = {{"a", {.text = "b"}}}}};
  EXPECT_TRUE(meets(rule, Asked("POST", "/v1/x", "")));
  EXPECT_TRUE(meets(rule, Asked("GET", "/v1/x", ""))) << "only all of its clauses make a negation hold";
  EXPECT_FALSE(meets(rule, Asked("POST", "/v1/models", "")));
  EXPECT_FALSE(meets(rule, Asked("GET", "/v1/x", "", {{"A", "b"}})));
  EXPECT_THAT(clauses(rule, Asked("POST", "/v1/models", "")),
              ElementsAre("+ path | /v1/* | /v1/models", "- not | not (path /v1/models) | all of it",
                          "+ not | not (method GET, header a \"b\") | otherwise"));
}

TEST(RequestMatcher, DescribesEveryClauseOfANegation) {
  RequestRule inner{.query = {{"q", {.text = "1"}}}, .json = R"({"a":1})", .body = {{Kind::contains, "t"}}};
  inner.none_of = {{.path = "/x"}};
  RequestRule rule;
  rule.none_of = {inner};
  EXPECT_THAT(clauses(rule, Asked("GET", "/", "")),
              ElementsAre(R"(+ not | not (query q "1", json {"a":1}, body contains "t", not (path /x)) | otherwise)"));
}

constexpr const char* with_system = R"({"system":"a","messages":[{"role":"user","content":"Hi"}]})";

TEST(RequestMatcher, ReadsTheConversationInTheDialectThatTheRequestSpeaks) {
  const RequestRule rule{.conversation = {.system = TextRule{Kind::equals, "a"}}};
  EXPECT_TRUE(meets(rule, Asked("POST", "/v1/messages", with_system)));
  EXPECT_TRUE(meets(rule, Asked("POST", "/x", with_system, {{"anthropic-version", "2023-06-01"}})));
  EXPECT_FALSE(meets(rule, Asked("POST", "/v1/chat/completions", with_system)));
  EXPECT_THAT(clauses(rule, Asked("POST", "/x", with_system)), ElementsAre(R"(- system | "a" | (absent))"));
}

TEST(RequestMatcher, ReadsTheConversationInTheDialectThatItIsGiven) {
  const RequestRule rule{.conversation = {.system = TextRule{Kind::equals, "a"}}};
  const Asked asked("POST", "/x", with_system);
  EXPECT_TRUE(RequestMatcher(rule, &provider::anthropic_messages).met_by(asked.view));
  EXPECT_FALSE(RequestMatcher(rule, &provider::openai_chat).met_by(asked.view));
  RequestRule other;
  other.none_of = {rule};
  EXPECT_FALSE(RequestMatcher(other, &provider::anthropic_messages).met_by(asked.view));
  EXPECT_TRUE(RequestMatcher(other, &provider::openai_chat).met_by(asked.view));
}

TEST(RequestMatcher, FindsNoConversationWhereTheBodyIsNotJson) {
  RequestRule rule{.conversation = {.turn = 0}};
  EXPECT_THAT(clauses(rule, Asked("POST", "/", "Hi")), ElementsAre("- turn | 0 | (not JSON)"));
  EXPECT_THAT(clauses(rule, Asked("POST", "/", "")), ElementsAre("- turn | 0 | (absent)"));
  RequestRule other;
  other.none_of = {rule};
  EXPECT_THAT(clauses(other, Asked("POST", "/", "{}")), ElementsAre("- not | not (turn 0) | all of it"));
}

TEST(RequestMatcher, TellsJsonMemberByMember) {
  const RequestRule rule{.method = "POST", .path = "/x", .json = R"({"messages":[{"role":"user"}],"n":1})"};
  const auto json_clauses = [&](std::string body) {
    auto lines = clauses(rule, Asked("POST", "/x", std::move(body)));
    lines.erase(lines.begin(), lines.begin() + 2);
    return lines;
  };
  EXPECT_THAT(
      json_clauses(R"({"messages":[{"role":"user","content":"hi"}],"n":1.0})"),
      ElementsAre(R"(+ json /messages | [{"role":"user"}] | [{"content":"hi","role":"user"}])", "+ json /n | 1 | 1.0"));
  EXPECT_THAT(json_clauses(""), ElementsAre(R"(- json | {"messages":[{"role":"user"}],"n":1} | (absent))"));
  EXPECT_THAT(json_clauses("hi"), ElementsAre(R"(- json | {"messages":[{"role":"user"}],"n":1} | (not JSON))"));
  EXPECT_THAT(json_clauses("{}"),
              ElementsAre(R"(- json /messages | [{"role":"user"}] | (absent))", "- json /n | 1 | (absent)"));
  EXPECT_THAT(json_clauses("[]"), ElementsAre(R"(- json | {"messages":[{"role":"user"}],"n":1} | [])"));
  EXPECT_THAT(json_clauses(R"({"messages":[{"role":"system"}]})"),
              ElementsAre(R"(- json /messages/0/role | "user" | "system")", "- json /n | 1 | (absent)"));
}

TEST(RequestMatcher, PointsIntoListsThatAreOpen) {
  const Asked asked("POST", "/x", R"({"m":[{"a":1},{"a":2},{"a":3}]})");
  EXPECT_THAT(clauses({.json = R"({"m":["...",{"a":2},{"a":4}]})"}, asked), ElementsAre("- json /m/2/a | 4 | 3"));
  EXPECT_THAT(clauses({.json = R"({"m":[{"a":1},{"a":3},"..."]})"}, asked), ElementsAre("- json /m/1/a | 3 | 2"));
  EXPECT_THAT(clauses({.json = R"({"m":["...",{},{},{},{"b":1}]})"}, asked),
              ElementsAre(R"(- json /m/3 | {"b":1} | (absent))"));
  EXPECT_THAT(clauses({.json = R"({"m":{"contains":{"a":4}}})"}, asked),
              ElementsAre(R"(- json /m | {"contains":{"a":4}} | [{"a":1},{"a":2},{"a":3}])"));
}

TEST(RequestMatcher, OfMembersThatShareANameOnlyTheLastCounts) {
  const auto says = [](const char* text, std::string body) {
    return meets({.body = {{Kind::contains, text}}}, Asked("POST", "/", std::move(body)));
  };
  EXPECT_TRUE(says("a\nb", R"({"x":"a\nb"})"));
  EXPECT_FALSE(says("a\nb", R"({"x":"a\nb","x":"c"})"));
  EXPECT_FALSE(says("a\nb", R"({"x":{"y":["a\nb"]},"\u0078":1})"));
  EXPECT_TRUE(says("a\nb", R"({"x":"a\nb","x":"c","z":["a\nb"]})"));
  EXPECT_TRUE(says("a\nb", R"({"x":1,"x":"a\nb"})"));
}

TEST(RequestMatcher, PointsIntoJsonWithEscapes) {
  EXPECT_THAT(clauses({.json = R"({"a/b":{"c~d":1}})"}, Asked("POST", "/", R"({"a/b":{}})")),
              ElementsAre("- json /a~1b/c~0d | 1 | (absent)"));
}

TEST(RequestMatcher, IsNeverMetWhereTheRuleIsBroken) {
  const Asked asked("POST", "/{", R"({"a":1})");
  EXPECT_FALSE(meets({.path = "/{"}, asked));
  EXPECT_FALSE(meets({.body = {{Kind::matches, "("}}}, asked));
  EXPECT_FALSE(meets({.json = "{"}, asked));
}

TEST(RequestMatcher, KnowsWhatTheNamesStandFor) {
  const RequestMatcher matcher({.path = "/v1/{a}/{b}"});
  EXPECT_EQ(matcher.literal_path(), std::nullopt);
  EXPECT_THAT(matcher.captures("/v1/x/y"), ElementsAre(Pair("a", "x"), Pair("b", "y")));
  EXPECT_THAT(matcher.captures("/v2"), IsEmpty());
  EXPECT_EQ(RequestMatcher({.path = "/v1"}).literal_path(), "/v1");
  EXPECT_EQ(RequestMatcher(RequestRule{}).literal_path(), std::nullopt);
}

}  // namespace
}  // namespace wiretape::tape
