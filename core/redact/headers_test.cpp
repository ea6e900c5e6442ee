#include "wiretape/core/redact/headers.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::redact {
namespace {

class SecretHeader : public ::testing::TestWithParam<const char*> {};

TEST_P(SecretHeader, IsNeverShown) {
  EXPECT_FALSE(may_show_header(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(, SecretHeader,
                         ::testing::Values("authorization", "Authorization", "AUTHORIZATION", "proxy-authorization",
                                           "cookie", "x-api-key", "api-key", "x-goog-api-key", "xi-api-key",
                                           "x-amz-security-token", "ocp-apim-subscription-key", "openai-organization",
                                           "openai-project", "sec-websocket-protocol", "my-token", "my-secret",
                                           "my-key", "my-signature", "x-stainless-token", "x-stainless-api-key",
                                           "X-Wiretape-Secret", "x-wiretape-signature", "x-stainless-password",
                                           "X-Stainless-AccessToken", "x-wiretape-auth", "x-nobody-knows", "",
                                           "accept-", "hos", "hostt", "x-stainless"));

class HarmlessHeader : public ::testing::TestWithParam<const char*> {};

TEST_P(HarmlessHeader, IsShown) {
  EXPECT_TRUE(may_show_header(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(, HarmlessHeader,
                         ::testing::Values("accept", "content-type", "Content-Type", "CONTENT-LENGTH", "host",
                                           "x-title", "anthropic-version", "openai-beta", "user-agent",
                                           "sec-websocket-key", "x-stainless-lang", "X-Stainless-Retry-Count",
                                           "x-wiretape-faults"));

TEST(RedactedHeaders, KeepNamesOrderAndNumber) {
  const wire::HttpFields fields{
      {"Host", "x"}, {"Authorization", "Bearer sk-1"}, {"Cookie", ""}, {"authorization", "Bearer sk-2"}};
  const wire::HttpFields expected{
      {"Host", "x"}, {"Authorization", "[redacted]"}, {"Cookie", "[redacted]"}, {"authorization", "[redacted]"}};
  EXPECT_EQ(redacted_headers(fields), expected);
  EXPECT_EQ(redacted_headers({}), wire::HttpFields());
}

}  // namespace
}  // namespace wiretape::redact
