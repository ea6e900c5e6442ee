#include "wiretape/recorder/capture/request_rule.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/tape/match/request_matcher.h"
#include "wiretape/recorder/capture/events_for_test.h"

namespace wiretape::recorder::capture {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

tape::RequestRule rule_of(const std::string& target, std::string_view body = "") {
  return request_rule(request_for_test("POST", target).head, body, {});
}

bool meets(const tape::RequestRule& rule, const std::string& path, const std::string& query, const std::string& body) {
  wire::HttpRequest request{.head = request_for_test().head, .body = body};
  return tape::RequestMatcher(rule).met_by(provider::RequestView(request, path, query));
}

TEST(RequestRule, AsksForWhatDecidesTheAnswer) {
  const auto rule = rule_of("/v1/chat/completions?v=1", chat_body);
  EXPECT_EQ(rule.method, "POST");
  EXPECT_EQ(rule.path, "/v1/chat/completions");
  EXPECT_EQ(rule.json, chat_body);
  EXPECT_THAT(rule.query, ElementsAre(tape::NamedRule{"v", {.text = "1"}}));
  EXPECT_THAT(rule.headers, IsEmpty());
}

TEST(RequestRule, IsMetByTheRequestAndByNoneThatDiffers) {
  const auto rule = rule_of("/v1/x?v=1", R"({"model":"m","input":"Hi"})");
  EXPECT_TRUE(meets(rule, "/v1/x", "v=1", R"({"input":"Hi","model":"m","metadata":{"run":7}})"));
  EXPECT_FALSE(meets(rule, "/v1/y", "v=1", R"({"model":"m","input":"Hi"})"));
  EXPECT_FALSE(meets(rule, "/v1/x", "v=2", R"({"model":"m","input":"Hi"})"));
  EXPECT_FALSE(meets(rule, "/v1/x", "v=1", R"({"model":"m","input":"Hi!"})"));
  EXPECT_FALSE(meets(rule, "/v1/x", "v=1", R"({"model":"m","input":"Hi","stream":true})"));
}

TEST(RequestRule, AsksForNoSecret) {
  EXPECT_THAT(rule_of("/v1/x?alt=sse&key=AIza").query, ElementsAre(tape::NamedRule{"alt", {.text = "sse"}}));
  EXPECT_THAT(rule_of("/v1/x?key=[redacted]").query, IsEmpty());
}

TEST(RequestRule, OfAMaskedRequestIsMetByTheRequestItself) {
  const auto rule = rule_of("/v1/x?who=*******&v=1", R"({"model":"m","input":"Write to *********** today."})");
  EXPECT_TRUE(meets(rule, "/v1/x", "who=a@b.com&v=1", R"({"model":"m","input":"Write to jo@mail.com today."})"));
  EXPECT_FALSE(meets(rule, "/v1/x", "who=a@b.com&v=1", R"({"model":"m","input":"Write to jo@mail.com now."})"));
  EXPECT_FALSE(meets(rule, "/v1/x", "v=2", R"({"model":"m","input":"Write to jo@mail.com today."})"));
}

TEST(RequestRule, AsksForNoSessionAndNoPlanOfAMockServer) {
  EXPECT_EQ(rule_of("/~mine/@reset:event=4/v1/x?v=1").path, "/v1/x");
  EXPECT_EQ(rule_of("/@reset:event=4/v1/x").path, "/v1/x");
  EXPECT_EQ(rule_of("/~mine").path, "/");
  EXPECT_EQ(rule_of("/v1/~x/@y").path, "/v1/~x/@y");
}

TEST(RequestRule, LeavesOutWhatARuleCanNotSay) {
  for (const std::string target : {"*", "/v1/{x}", "/v1/*", "/a#b", "/\xFF"})
    EXPECT_FALSE(rule_of(target).path) << target;
  EXPECT_EQ(rule_of("http://host/v1/x?=1&a=%FF").path, "/v1/x");
  EXPECT_THAT(rule_of("http://host/v1/x?=1&a=%FF").query, IsEmpty());
  EXPECT_EQ(rule_of("http://host").path, "/");
  EXPECT_FALSE(rule_of("/", "a=b").json);
}

}  // namespace
}  // namespace wiretape::recorder::capture
