#include "wiretape/core/tape/match/match.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/provider/anthropic_messages/anthropic_messages.h"
#include "wiretape/core/provider/openai_chat/openai_chat.h"
#include "wiretape/core/tape/match/asked_for_test.h"

namespace wiretape::tape {
namespace {

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

Exchange last_message_rule(TextRule text, const provider::Dialect* dialect = &provider::openai_chat) {
  Exchange exchange;
  exchange.dialect = dialect;
  exchange.request.conversation.last_message = MessageRule{.text = std::move(text)};
  return exchange;
}

std::string saying(const std::string& text) {
  return R"({"messages":[{"role":"user","content":")" + text + R"("}]})";
}

TEST(Matcher, TakesTheFirstWhoseLastMessageMatches) {
  using Kind = TextRule::Kind;
  const std::vector<Exchange> rules{
      last_message_rule({Kind::equals, "the weather"}),                               // 0
      last_message_rule({Kind::contains, "weather"}, &provider::anthropic_messages),  // 1
      last_message_rule({Kind::contains, "sun"}),                                     // 2: too short to be filed
      last_message_rule({Kind::contains, "weather"}),                                 // 3
      last_message_rule({Kind::matches, "^rain"}),                                    // 4
      last_message_rule({Kind::contains, "weather"}, nullptr),                        // 5
      rule({}, {}, {}),                                                               // 6
  };
  const Matcher matcher = matcher_of(rules);
  const auto find = [&](const std::string& text, std::size_t from = 0) {
    return matcher.find(Asked("POST", "/", saying(text)).view, from);
  };
  EXPECT_EQ(find("the weather"), 0U);
  EXPECT_EQ(find("my weather"), 1U) << "both dialects write messages so";
  EXPECT_EQ(find("sun and weather", 2), 2U);
  EXPECT_EQ(find("the weather", 2), 3U);
  EXPECT_EQ(find("rain"), 4U);
  EXPECT_EQ(find("weather", 4), 5U);
  EXPECT_EQ(find("snow"), 6U);
  EXPECT_EQ(matcher.find(Asked("POST", "/", "{}").view), 6U);
  EXPECT_EQ(matcher.find(Asked("POST", "/", "no JSON").view), 6U);
}

TEST(Matcher, FindsOneOfAThousandLastMessages) {
  std::vector<Exchange> rules;
  for (int number = 0; number < 1000; ++number)
    rules.push_back(last_message_rule({TextRule::Kind::contains, "question " + std::to_string(number) + "?"}));
  const Matcher matcher = matcher_of(rules);
  for (const std::size_t number : {0U, 7U, 123U, 999U}) {
    const Asked asked("POST", "/", saying("Here is question " + std::to_string(number) + "? Well."));
    EXPECT_EQ(matcher.find(asked.view), number);
    EXPECT_EQ(matcher.find(asked.view, number + 1), std::nullopt);
  }
  EXPECT_EQ(matcher.find(Asked("POST", "/", saying("Here is question 1000?")).view), std::nullopt);
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

bool all_hold(const std::vector<Clause>& clauses) {
  return std::ranges::all_of(clauses, &Clause::holds);
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
          if (all_hold(matcher.rule(index).clauses(asked.view))) expected = index;
        }
        EXPECT_EQ(matcher.find(asked.view), expected) << path << ' ' << body;
      }
    }
  }
}

TEST(Matcher, GoesOnAfterAnExchange) {
  const Matcher matcher = matcher_of({rule({}, "/a", R"({"model":"x"})"), rule({}, "/b", {}), rule({}, "/a", {}),
                                      rule({}, {}, R"({"model":"x"})"), rule({}, {}, {})});
  const Asked asked("POST", "/a", R"({"model":"x"})");
  EXPECT_EQ(matcher.find(asked.view, 1), 2U);
  EXPECT_EQ(matcher.find(asked.view, 3), 3U);
  EXPECT_EQ(matcher.find(asked.view, 4), 4U);
  EXPECT_EQ(matcher.find(asked.view, 5), std::nullopt);
}

TEST(Matcher, FilesPathsWithHolesAmongTheOthers) {
  const Matcher matcher = matcher_of({rule({}, "/v1/{name}", R"({"model":"x"})"), rule({}, "/v1/a", {}),
                                      rule({}, "/v1/*", {}), rule({}, "no path", {})});
  EXPECT_EQ(matcher.find(Asked("POST", "/v1/a", R"({"model":"x"})").view), 0U);
  EXPECT_EQ(matcher.find(Asked("POST", "/v1/a", "").view), 1U);
  EXPECT_EQ(matcher.find(Asked("POST", "/v1/b/c", "").view), 2U);
  EXPECT_EQ(matcher.find(Asked("POST", "no path", "").view), std::nullopt);
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
