#include "wiretape/core/redact/response_headers.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/redact/stream/redacted_for_test.h"

namespace wiretape::redact {
namespace {

std::string response_value(std::string_view name, std::string_view value, const SharedPatterns& patterns) {
  return redacted_response_headers({{std::string(name), std::string(value)}}, patterns).front().value;
}

std::string response_value(std::string_view name, std::string_view value) {
  return response_value(name, value, default_patterns());
}

TEST(ResponseHeaders, HideWhatIsSecret) {
  EXPECT_EQ(response_value("Set-Cookie", "__cf_bm=abc; path=/"), "[redacted]");
  EXPECT_EQ(response_value("openai-organization", "acme-1"), "[redacted]");
  EXPECT_EQ(response_value("Anthropic-Organization-Id", "0000-1"), "[redacted]");
  EXPECT_EQ(response_value("x-session-token", "abc"), "[redacted]");
}

TEST(ResponseHeaders, HideTheQueryOfALocation) {
  EXPECT_EQ(response_value("Location", "https://me:pw@host/a?x=1&y&z=#t=2"),
            "https://[redacted]@host/a?x=[redacted]&y&z=[redacted]#[redacted]");
  EXPECT_EQ(response_value("location", "/plain/path"), "/plain/path");
}

TEST(ResponseHeaders, KeepTheFormOfIds) {
  EXPECT_EQ(response_value("x-request-id", "req_011CSHoEeqs5C35K2UUqR7Fy"), "000_000000000000000000000000");
  EXPECT_EQ(response_value("Request-Id", "a1b2-c3"), "0000-00");
  EXPECT_EQ(response_value("cf-ray", "8c1e5f0a-FRA"), "00000000-000");
  EXPECT_EQ(response_value("traceparent", "00-4bf9-00f0-01"), "00-0000-0000-00");
  EXPECT_EQ(response_value("x-amzn-RequestId", "12-ab"), "00-00");
}

TEST(ResponseHeaders, KeepEverythingElse) {
  EXPECT_EQ(response_value("content-type", "text/event-stream"), "text/event-stream");
  EXPECT_EQ(response_value("x-ratelimit-remaining-tokens", "149984"), "149984");
  EXPECT_EQ(response_value("openai-model", "gpt-4.1"), "gpt-4.1");
  EXPECT_EQ(response_value("x-echo", "sk-abcdefghijklmnop"), std::string(19, '*'));
}

TEST(ResponseHeaders, KeepNamesOrderAndNumber) {
  EXPECT_EQ(
      redacted_response_headers({{"A", "1"}, {"set-cookie", "x"}, {"A", "2"}, {"Set-Cookie", "y"}}, default_patterns()),
      (wire::HttpFields{{"A", "1"}, {"set-cookie", "[redacted]"}, {"A", "2"}, {"Set-Cookie", "[redacted]"}}));
}

TEST(ResponseHeaders, FollowTheRules) {
  Rules rules = default_rules();
  rules.hidden_headers = {"x-tenant"};
  rules.shown_headers = {"x-request-id", "set-cookie"};
  const SharedPatterns patterns = make_patterns(rules);
  EXPECT_EQ(response_value("X-Tenant", "acme", patterns), "[redacted]");
  EXPECT_EQ(response_value("X-Request-Id", "req_1", patterns), "req_1");
  EXPECT_EQ(response_value("Set-Cookie", "a=b", patterns), "a=b");
}

}  // namespace
}  // namespace wiretape::redact
