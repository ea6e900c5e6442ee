#include "wiretape/recorder/relay/own_answer.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/raw_client.h"

namespace wiretape::recorder::relay {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const RelayError error{502, "wiretape_upstream_unreachable", "no answer from https://api.test"};

wire::HttpRequestHead request(std::string method, std::string target) {
  return {std::move(method), std::move(target), 1, {}};
}

TEST(OwnAnswer, IsAnErrorInTheDialectOfItsRequest) {
  const auto chat = request("POST", "/v1/chat/completions?a=b");
  const auto text = own_answer(error, &chat, false);
  EXPECT_THAT(text, StartsWith("HTTP/1.1 502 Bad Gateway\r\n"));
  EXPECT_THAT(text, HasSubstr("\r\nx-wiretape-error: wiretape_upstream_unreachable\r\n"));
  EXPECT_THAT(text, Not(HasSubstr("connection: close")));
  const auto body = nlohmann::json::parse(testing::body_of(text));
  EXPECT_EQ(body["error"]["message"], error.message);
  EXPECT_EQ(body["error"]["type"], error.type);

  const auto messages = request("POST", "/v1/messages");
  EXPECT_EQ(nlohmann::json::parse(testing::body_of(own_answer(error, &messages, false)))["type"], "error")
      << "as Anthropic's are";
}

TEST(OwnAnswer, ToHeadHasNoBody) {
  const auto head = request("HEAD", "/");
  EXPECT_THAT(own_answer(error, &head, false), EndsWith("\r\n\r\n"));
}

TEST(OwnAnswer, WithoutARequestClosesTheConnection) {
  EXPECT_THAT(own_answer(error, nullptr, true), HasSubstr("\r\nconnection: close\r\n"));
}

}  // namespace
}  // namespace wiretape::recorder::relay
