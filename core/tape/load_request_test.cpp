#include "wiretape/core/tape/load_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::tape {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

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
              ElementsAre(testing::EndsWith("a path begins with '/' and has no host before it")));
  EXPECT_THAT(mistakes_of_request("{path: 'http://h/x'}"),
              ElementsAre(StartsWith("4:21: the text 'http://h/x'; expected a path")));
  EXPECT_THAT(mistakes_of_request("{path: '/x?a=b'}"), ElementsAre(testing::HasSubstr("leave out the query")));
  EXPECT_THAT(mistakes_of_request("{path: '/a b'}"), ElementsAre(testing::HasSubstr("%20")));
  EXPECT_THAT(mistakes_of_request("{path: //ws/x}"), IsEmpty());
}

TEST(LoadRequest, RefusesWhatNoJsonPatternIs) {
  EXPECT_THAT(mistakes_of_request("{json: '{}'}"),
              ElementsAre(StartsWith("4:21: the text '{}'; expected a mapping or a list")));
  EXPECT_THAT(mistakes_of_request("{json: 1}"), ElementsAre(StartsWith("4:21: the number 1")));
  EXPECT_THAT(mistakes_of_request("{json: {a: 1e999}}"),
              ElementsAre(testing::HasSubstr("is a number in it too large?")));
  EXPECT_THAT(mistakes_of_request("{json: {a: }}"), ElementsAre(StartsWith("4:22: no value; expected a JSON value")));
}

TEST(LoadRequest, RefusesUnknownKeys) {
  EXPECT_THAT(mistakes_of_request("{methd: POST}"),
              ElementsAre("4:15: unknown key 'methd'; expected one of: method, path, json; did you mean 'method'?"));
}

}  // namespace
}  // namespace wiretape::tape
