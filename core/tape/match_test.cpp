#include "wiretape/core/tape/match.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wiretape::tape {
namespace {

using Json = nlohmann::json;

Exchange rule(std::optional<std::string> method, std::optional<std::string> path, std::optional<std::string> json) {
  Exchange exchange;
  exchange.request = {.method = std::move(method), .path = std::move(path), .json = std::move(json)};
  return exchange;
}

Matcher matcher_of(const std::vector<Exchange>& exchanges) {
  std::vector<const Exchange*> pointers;
  pointers.reserve(exchanges.size());
  for (const Exchange& exchange : exchanges) {
    pointers.push_back(&exchange);
  }
  return Matcher(pointers);
}

/// A request with what a rule looks at. Stays where it is: the view refers to it.
struct Asked {
  Asked(std::string method, std::string target, std::string body)
      : path(std::move(target)),
        request{.head = {.method = std::move(method), .target = path, .fields = {}}, .body = std::move(body)} {}
  Asked(const Asked&) = delete;
  Asked& operator=(const Asked&) = delete;

  std::string path;
  wire::HttpRequest request;
  provider::RequestView view{request, path, ""};
};

bool contains(std::string_view value, std::string_view pattern) {
  return json_contains(Json::parse(value), Json::parse(pattern));
}

TEST(JsonContains, ComparesObjectsAsSubsets) {
  EXPECT_TRUE(contains(R"({"a":1,"b":2})", R"({"a":1})"));
  EXPECT_TRUE(contains(R"({"a":{"b":1,"c":2}})", R"({"a":{"c":2}})"));
  EXPECT_TRUE(contains(R"({"a":1})", "{}"));
  EXPECT_FALSE(contains(R"({"a":1})", R"({"b":1})"));
  EXPECT_FALSE(contains(R"({"a":1})", R"({"a":2})"));
  EXPECT_FALSE(contains("[]", "{}"));
  EXPECT_FALSE(contains("null", "{}"));
}

TEST(JsonContains, ComparesArraysElementByElement) {
  EXPECT_TRUE(contains(R"([{"a":1,"b":2},3])", R"([{"a":1},3])"));
  EXPECT_TRUE(contains("[]", "[]"));
  EXPECT_FALSE(contains("[1,2]", "[1]"));
  EXPECT_FALSE(contains("[1]", "[1,2]"));
  EXPECT_FALSE(contains("[2,1]", "[1,2]"));
  EXPECT_FALSE(contains("{}", "[]"));
}

TEST(JsonContains, ComparesNumbersByValue) {
  EXPECT_TRUE(contains("1", "1.0"));
  EXPECT_TRUE(contains("1e2", "100"));
  EXPECT_TRUE(contains("-0.0", "0"));
  EXPECT_TRUE(contains("18446744073709551615", "18446744073709551615"));
  EXPECT_FALSE(contains("1", "2"));
  EXPECT_FALSE(contains("1", "\"1\""));
  EXPECT_FALSE(contains("1", "true"));
}

TEST(JsonContains, ComparesTheRestByEquality) {
  EXPECT_TRUE(contains("\"é\"", R"("\u00e9")"));
  EXPECT_TRUE(contains("null", "null"));
  EXPECT_FALSE(contains("\"A\"", "\"a\""));
  EXPECT_FALSE(contains("false", "null"));
  EXPECT_FALSE(contains(R"({"a":null})", R"({"b":null})"));
}

TEST(Matcher, ComparesEveryClause) {
  const Matcher matcher = matcher_of({rule("POST", "/v1/x", R"({"model":"m"})")});
  EXPECT_EQ(matcher.find(Asked("POST", "/v1/x", R"({"model":"m","n":1})").view), 0U);
  EXPECT_EQ(matcher.find(Asked("post", "/v1/x", R"({"model":"m"})").view), std::nullopt);
  EXPECT_EQ(matcher.find(Asked("POST", "/v1/x/", R"({"model":"m"})").view), std::nullopt);
  EXPECT_EQ(matcher.find(Asked("POST", "/v1/X", R"({"model":"m"})").view), std::nullopt);
  EXPECT_EQ(matcher.find(Asked("POST", "/v1/x", R"({"model":"n"})").view), std::nullopt);
  EXPECT_EQ(matcher.find(Asked("POST", "/v1/x", "{").view), std::nullopt);
  EXPECT_EQ(matcher.find(Asked("POST", "/v1/x", "").view), std::nullopt);
}

TEST(Matcher, OfNoClausesMatchesAnything) {
  const Matcher matcher = matcher_of({rule({}, {}, {})});
  EXPECT_EQ(matcher.find(Asked("GET", "/", "").view), 0U);
  EXPECT_EQ(matcher.find(Asked("POST", "//ws", "not json").view), 0U);
  EXPECT_EQ(matcher_of({}).find(Asked("GET", "/", "").view), std::nullopt);
}

TEST(Matcher, TakesTheFirstThatMatchesWhereverItIsFiled) {
  const std::vector<Exchange> rules{
      rule({}, "/a", R"({"model":"x","n":2})"),  // 0: by path and text
      rule({}, {}, R"({"model":"y"})"),          // 1: by text only
      rule({}, "/a", R"({"user":"u"})"),         // 2: by path and another text
      rule({}, "/a", R"({"n":1})"),              // 3: by path, no text
      rule("GET", {}, {}),                       // 4: neither
      rule({}, "/a", R"({"model":"x"})"),        // 5
      rule({}, "/a", {}),                        // 6
      rule({}, {}, {}),                          // 7
  };
  const Matcher matcher = matcher_of(rules);
  const auto find = [&](std::string method, std::string path, std::string body) {
    return matcher.find(Asked(std::move(method), std::move(path), std::move(body)).view);
  };
  EXPECT_EQ(find("POST", "/a", R"({"model":"x","n":2})"), 0U);
  EXPECT_EQ(find("POST", "/a", R"({"model":"y","user":"u"})"), 1U);
  EXPECT_EQ(find("POST", "/a", R"({"model":"x","user":"u"})"), 2U);
  EXPECT_EQ(find("POST", "/a", R"({"model":"x","n":1})"), 3U);
  EXPECT_EQ(find("GET", "/a", R"({"model":"x"})"), 4U);
  EXPECT_EQ(find("POST", "/a", R"({"model":"x"})"), 5U);
  EXPECT_EQ(find("POST", "/a", R"({"model":7})"), 6U);
  EXPECT_EQ(find("POST", "/a", "[]"), 6U);
  EXPECT_EQ(find("POST", "/b", R"({"model":"y"})"), 1U);
  EXPECT_EQ(find("POST", "/b", R"({"model":"x"})"), 7U);
}

TEST(Matcher, AgreesWithTheRulesOneByOne) {
  // Every combination of a few clauses, in an order that the filing does not follow.
  std::vector<Exchange> rules;
  for (const char* json :
       {"", R"({"a":"p"})", R"({"b":"q"})", R"({"a":"p","b":"q"})", R"({"c":3})", R"({"a":1})", "[1]"}) {
    for (const char* path : {"/2", "", "/1"}) {
      rules.push_back(rule({}, *path == '\0' ? std::nullopt : std::optional<std::string>(path),
                           *json == '\0' ? std::nullopt : std::optional<std::string>(json)));
    }
  }
  std::vector<Exchange> reversed(rules.rbegin(), rules.rend());
  for (const auto& list : {rules, reversed}) {
    const Matcher matcher = matcher_of(list);
    for (const char* path : {"/1", "/2", "/3"}) {
      for (const char* body :
           {"", "[1]", "{}", R"({"a":"p"})", R"({"b":"q","a":"p"})", R"({"a":1,"c":3})", R"({"c":3,"b":"q"})"}) {
        const Asked asked("POST", path, body);
        std::optional<std::size_t> expected;
        for (std::size_t index = 0; index < list.size() && !expected; ++index) {
          if (!matcher.explain(index, asked.view)) expected = index;
        }
        EXPECT_EQ(matcher.find(asked.view), expected) << path << ' ' << body;
      }
    }
  }
}

TEST(Matcher, ExplainsTheFirstClauseThatFails) {
  const Matcher matcher = matcher_of({rule("POST", "/x", R"({"messages":[{"role":"user"}],"n":1})")});
  const auto explain = [&](std::string method, std::string path, std::string body) {
    const auto mismatch = matcher.explain(0, Asked(std::move(method), std::move(path), std::move(body)).view);
    return mismatch ? mismatch->clause + " | " + mismatch->expected + " | " + mismatch->found : "matches";
  };
  EXPECT_EQ(explain("POST", "/x", R"({"messages":[{"role":"user","content":"hi"}],"n":1.0})"), "matches");
  EXPECT_EQ(explain("GET", "/y", "{}"), "method | POST | GET");
  EXPECT_EQ(explain("POST", "/y", "{}"), "path | /x | /y");
  EXPECT_EQ(explain("POST", "/x", ""), R"(json | {"messages":[{"role":"user"}],"n":1} | (absent))");
  EXPECT_EQ(explain("POST", "/x", "hi"), R"(json | {"messages":[{"role":"user"}],"n":1} | (not JSON))");
  EXPECT_EQ(explain("POST", "/x", "[]"), R"(json | {"messages":[{"role":"user"}],"n":1} | [])");
  EXPECT_EQ(explain("POST", "/x", "{}"), R"(json /messages | [{"role":"user"}] | (absent))");
  EXPECT_EQ(explain("POST", "/x", R"({"messages":[]})"), R"(json /messages/0 | {"role":"user"} | (absent))");
  EXPECT_EQ(explain("POST", "/x", R"({"messages":[{"role":"system"}]})"),
            R"(json /messages/0/role | "user" | "system")");
  EXPECT_EQ(explain("POST", "/x", R"({"messages":[{"role":"user"},5]})"), "json /messages/1 | (absent) | 5");
  EXPECT_EQ(explain("POST", "/x", R"({"messages":"user"})"), R"(json /messages | [{"role":"user"}] | "user")");
  EXPECT_EQ(explain("POST", "/x", R"({"messages":[{"role":"user"}],"n":2})"), "json /n | 1 | 2");
}

TEST(Matcher, PointsIntoJsonWithEscapes) {
  const Matcher matcher = matcher_of({rule({}, {}, R"({"a/b":{"c~d":1}})")});
  EXPECT_EQ(matcher.explain(0, Asked("POST", "/", R"({"a/b":{}})").view)->clause, "json /a~1b/c~0d");
}

TEST(Matcher, OutlivesTheExchanges) {
  auto rules = std::make_unique<std::vector<Exchange>>();
  rules->push_back(rule("POST", "/x", R"({"a":"b"})"));
  const Matcher matcher = matcher_of(*rules);
  rules.reset();
  EXPECT_EQ(matcher.find(Asked("POST", "/x", R"({"a":"b"})").view), 0U);
}

}  // namespace
}  // namespace wiretape::tape
