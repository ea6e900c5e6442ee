#include "wiretape/core/tape/match/request_matcher.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

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
  EXPECT_THAT(json_clauses("[]"), ElementsAre(R"(- json | {"messages":[{"role":"user"}],"n":1} | [])"));
  EXPECT_THAT(json_clauses(R"({"messages":[{"role":"system"}]})"),
              ElementsAre(R"(- json /messages/0/role | "user" | "system")", "- json /n | 1 | (absent)"));
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
