#include "wiretape/core/tape/load/load_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

using Kind = TextRule::Kind;

constexpr std::string_view reply = "\nreply: {dialect: openai.chat}";

std::vector<std::string> mistakes_of_request(std::string_view request) {
  return mistakes_of("request: " + std::string(request) + std::string(reply));
}

TEST(LoadRequest, ReadsAllClauses) {
  const Exchange exchange =
      exchange_of("request: {method: POST, path: /v1/x, json: {model: gpt, n: 1.0, tags: [a]}}" + std::string(reply));
  EXPECT_EQ(exchange.request.method, "POST");
  EXPECT_EQ(exchange.request.path, "/v1/x");
  EXPECT_EQ(exchange.request.json, R"({"model":"gpt","n":1.0,"tags":["a"]})");
}

TEST(LoadRequest, TakesListsThatAreOpenAtOneEnd) {
  const auto json_of = [](const std::string& request) {
    return exchange_of("request: " + request + std::string(reply)).request.json;
  };
  EXPECT_EQ(json_of("{json: {messages: [..., {role: user}]}}"), R"({"messages":["...",{"role":"user"}]})");
  EXPECT_EQ(json_of("{json: {messages: [{role: user}, \"...\"]}}"), R"({"messages":[{"role":"user"},"..."]})");
  EXPECT_EQ(json_of("{json:\n  {messages:\n    [\n    ...,\n    a]}}"), R"({"messages":["...","a"]})");
  EXPECT_THAT(
      mistakes_of_request("{json: {messages: [..., {role: user}, ...]}}"),
      ElementsAre(StartsWith("4:32: a list with '...' at both ends; expected '...' at one of them; {contains:")));
  EXPECT_THAT(mistakes_of_request("{json: {stop: ['...']}}"), IsEmpty());
}

TEST(LoadRequest, LeavesOutWhatIsNotSaid) {
  for (const char* members : {"request: {}\nreply: {dialect: openai.chat}", "reply: {dialect: openai.chat}"}) {
    const Exchange exchange = exchange_of(members);
    EXPECT_EQ(exchange.request.method, std::nullopt);
    EXPECT_EQ(exchange.request.path, std::nullopt);
    EXPECT_EQ(exchange.request.json, std::nullopt);
  }
}

TEST(LoadRequest, RefusesWhatNoMethodIs) {
  EXPECT_THAT(mistakes_of_request("{method: post}"),
              ElementsAre("4:23: the text 'post'; expected an HTTP method in its own letters; did you mean 'POST'?"));
  EXPECT_THAT(mistakes_of_request("{method: 'A B'}"),
              ElementsAre(StartsWith("4:23: the text 'A B'; expected an HTTP method")));
  EXPECT_THAT(mistakes_of_request("{method: ''}"), ElementsAre(StartsWith("4:23: the text ''")));
  EXPECT_THAT(mistakes_of_request("{method: [GET]}"), ElementsAre(StartsWith("4:23: a list")));
  EXPECT_THAT(mistakes_of_request("{method: query}"), IsEmpty());
}

TEST(LoadRequest, RefusesWhatNoPathIs) {
  EXPECT_THAT(mistakes_of_request("{path: v1/x}"),
              ElementsAre(::testing::EndsWith("a path begins with '/' and has no host before it")));
  EXPECT_THAT(mistakes_of_request("{path: 'http://h/x'}"),
              ElementsAre(StartsWith("4:21: the text 'http://h/x'; expected a path")));
  EXPECT_THAT(mistakes_of_request("{path: '/x?a=b'}"), ElementsAre(::testing::HasSubstr("leave out the query")));
  EXPECT_THAT(mistakes_of_request("{path: '/a b'}"), ElementsAre(::testing::HasSubstr("%20")));
  EXPECT_THAT(mistakes_of_request("{path: //ws/x}"), IsEmpty());
}

TEST(LoadRequest, RefusesWhatNoJsonPatternIs) {
  EXPECT_THAT(mistakes_of_request("{json: '{}'}"),
              ElementsAre(StartsWith("4:21: the text '{}'; expected a mapping or a list")));
  EXPECT_THAT(mistakes_of_request("{json: 1}"), ElementsAre(StartsWith("4:21: the number 1")));
  EXPECT_THAT(mistakes_of_request("{json: {a: 1e999}}"),
              ElementsAre(::testing::HasSubstr("is a number in it too large?")));
  EXPECT_THAT(mistakes_of_request("{json: {a: }}"), ElementsAre(StartsWith("4:22: no value; expected a JSON value")));
}

TEST(LoadRequest, ReadsQueryAndHeaders) {
  const Exchange exchange =
      exchange_of("request: {query: {alt: sse, n: 1, k: {matches: '^a'}}, headers: [[X-A, b], [x-a, {contains: c}]]}" +
                  std::string(reply));
  EXPECT_THAT(exchange.request.query,
              ElementsAre(NamedRule{"alt", {Kind::equals, "sse"}}, NamedRule{"n", {Kind::equals, "1"}},
                          NamedRule{"k", {Kind::matches, "^a"}}));
  EXPECT_THAT(exchange.request.headers,
              ElementsAre(NamedRule{"X-A", {Kind::equals, "b"}}, NamedRule{"x-a", {Kind::contains, "c"}}));
}

TEST(LoadRequest, ReadsWhatTheBodyHolds) {
  const Exchange exchange = exchange_of("request: {contains: [a, b], matches: 'c+'}" + std::string(reply));
  EXPECT_THAT(exchange.request.body,
              ElementsAre(TextRule{Kind::contains, "a"}, TextRule{Kind::contains, "b"}, TextRule{Kind::matches, "c+"}));
}

TEST(LoadRequest, ReadsNegations) {
  const Exchange one = exchange_of("request: {path: '/*', not: {path: /a, json: {b: 1}}}" + std::string(reply));
  ASSERT_EQ(one.request.none_of.size(), 1U);
  EXPECT_EQ(one.request.none_of[0].path, "/a");
  EXPECT_EQ(one.request.none_of[0].json, R"({"b":1})");
  const Exchange two = exchange_of("request: {not: [{path: /a}, {not: {method: GET}}]}" + std::string(reply));
  ASSERT_EQ(two.request.none_of.size(), 2U);
  EXPECT_EQ(two.request.none_of[1].none_of.at(0).method, "GET");
}

TEST(LoadRequest, RefusesWhatCanNeverBeMet) {
  EXPECT_THAT(mistakes_of_request("{path: '/a/{b'}"),
              ElementsAre("4:21: '{' without the other brace in the path '/a/{b'; expected {name}"));
  EXPECT_THAT(mistakes_of_request("{matches: 'a('}"),
              ElementsAre("4:24: the expression 'a('; expected an expression in RE2's syntax; missing ): a("));
  EXPECT_THAT(mistakes_of_request("{query: {a: {matches: '['}}}"), ElementsAre(StartsWith("4:36: the expression '['")));
  EXPECT_THAT(mistakes_of_request("{not: {}}"),
              ElementsAre(StartsWith("4:20: an empty mapping; expected at least one")));
}

TEST(LoadRequest, RefusesWhatNoTextRuleIs) {
  EXPECT_THAT(mistakes_of_request("{headers: {a: {contains: b, matches: c}}}"),
              ElementsAre(StartsWith("4:42: 'matches' beside 'contains'")));
  EXPECT_THAT(mistakes_of_request("{headers: {a: {}}}"), ElementsAre(StartsWith("4:28: an empty mapping")));
  EXPECT_THAT(mistakes_of_request("{headers: {a: {is: b}}}"), ElementsAre(StartsWith("4:29: unknown key 'is'")));
  EXPECT_THAT(mistakes_of_request("{headers: {a: [b]}}"), ElementsAre(StartsWith("4:28: a list")));
  EXPECT_THAT(mistakes_of_request("{query: a=b}"), ElementsAre(StartsWith("4:22: the text 'a=b'")));
  EXPECT_THAT(mistakes_of_request("{query: [[a]]}"), ElementsAre(StartsWith("4:23: a list; expected [name, value]")));
  EXPECT_THAT(mistakes_of_request("{contains: {a: b}}"), ElementsAre(StartsWith("4:25: a mapping")));
}

TEST(LoadRequest, RefusesUnknownKeys) {
  EXPECT_THAT(mistakes_of_request("{methd: POST}"),
              ElementsAre("4:15: unknown key 'methd'; expected one of: method, path, query, headers, json, contains, "
                          "matches, not, turn, system, tools, last_message, tool_result; did you mean 'method'?"));
}

}  // namespace
}  // namespace wiretape::tape
