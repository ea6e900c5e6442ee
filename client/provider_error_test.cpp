#include "wiretape/client/provider_error.h"

#include <gtest/gtest.h>

#include "wiretape/core/provider/dialects.h"

namespace wiretape::client {
namespace {

wire::HttpResponseHead head(int status, wire::HttpFields fields = {}) {
  return {status, "", 1, std::move(fields)};
}

const provider::Dialect& error_dialect() {
  return *provider::find_dialect("openai.chat");
}

ProviderError in_response(const wire::HttpResponseHead& head, const provider::ErrorDelta& said) {
  ProviderError error = provider_error(error_dialect(), said);
  add_response(error, error_dialect(), head);
  return error;
}

TEST(ProviderError, HasNoStatusByItself) {
  const auto error = provider_error(error_dialect(), {"Slow down", "rate_limit_error", "", "{}"});
  EXPECT_EQ(error.status, 0);
  EXPECT_EQ(error.message, "Slow down");
  EXPECT_EQ(error.retry_after, std::nullopt);
  EXPECT_TRUE(error.is_retryable);
}

TEST(ProviderError, KeepsTheProvidersWords) {
  const auto error =
      in_response(head(429, {{"retry-after", "7"}}), {"Slow down", "rate_limit_error", "rate_limit_exceeded", "{}"});
  EXPECT_EQ(error.status, 429);
  EXPECT_EQ(error.message, "Slow down");
  EXPECT_EQ(error.type, "rate_limit_error");
  EXPECT_EQ(error.code, "rate_limit_exceeded");
  EXPECT_EQ(error.retry_after, std::chrono::seconds(7));
  EXPECT_TRUE(error.is_retryable);
}

TEST(ProviderError, WithoutAMessageTheStatusSpeaks) {
  EXPECT_EQ(in_response(head(502), {}).message, "Bad Gateway");
  EXPECT_EQ(in_response({502, "Oops", 1, {}}, {}).message, "Oops");
  EXPECT_EQ(in_response(head(599), {}).message, "HTTP status 599");
  EXPECT_EQ(in_response({200, "OK", 1, {}}, {}).message, "an error without words");
}

TEST(ProviderError, ARedirectSaysWhereTo) {
  const auto error = in_response(head(307, {{"Location", "https://elsewhere.example/v1"}}), {"Moved", "", "", ""});
  EXPECT_EQ(error.message, "redirected to https://elsewhere.example/v1, which is not followed: set the base URL to it");
  EXPECT_FALSE(error.is_retryable);
}

TEST(ProviderError, WhatRedirectsNowhereSaysWhatItSaid) {
  EXPECT_EQ(in_response(head(304, {{"Location", "/elsewhere"}}), {}).message, "Not Modified");
  EXPECT_EQ(in_response(head(302), {}).message, "Found");
  EXPECT_EQ(in_response(head(300), {"Choose one", "", "", ""}).message, "Choose one");
}

TEST(ProviderError, SaysWhichStatusIsWorthARetry) {
  for (const int status : {408, 409, 429, 500, 502, 503, 504, 529}) {
    EXPECT_TRUE(in_response(head(status), {}).is_retryable) << status;
  }
  for (const int status : {301, 400, 401, 403, 404, 413, 422}) {
    EXPECT_FALSE(in_response(head(status), {}).is_retryable) << status;
  }
}

TEST(ProviderError, AnEmptyPurseIsNotWorthARetry) {
  EXPECT_FALSE(in_response(head(429), {"", "insufficient_quota", "", ""}).is_retryable);
  EXPECT_FALSE(in_response(head(429), {"", "", "insufficient_quota", ""}).is_retryable);
}

TEST(ProviderError, InsideAStreamTheWordsTell) {
  EXPECT_TRUE(in_response(head(200), {"", "overloaded_error", "", ""}).is_retryable);
  EXPECT_TRUE(in_response(head(200), {"", "server_error", "", ""}).is_retryable);
  EXPECT_TRUE(in_response(head(200), {"", "api_error", "", ""}).is_retryable);
  EXPECT_TRUE(in_response(head(200), {"", "", "rate_limit_exceeded", ""}).is_retryable);
  EXPECT_TRUE(in_response(head(200), {"", "", "502", ""}).is_retryable);
  EXPECT_FALSE(in_response(head(200), {"", "", "400", ""}).is_retryable);
  EXPECT_FALSE(in_response(head(200), {"", "invalid_request_error", "", ""}).is_retryable);
  EXPECT_FALSE(in_response(head(200), {}).is_retryable);
}

}  // namespace
}  // namespace wiretape::client
