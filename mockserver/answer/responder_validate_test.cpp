#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/answer/responder.h"

namespace wiretape::mockserver {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr auto chat_path = "/v1/chat/completions";
constexpr auto sound = R"({"model":"m","messages":[{"role":"user","content":"hi"}]})";

std::vector<tape::Tape> validating(tape::Exchange exchange, bool validates) {
  return {{.name = "t.yaml", .validates = validates, .exchanges = {std::move(exchange)}}};
}

TEST(ResponderValidate, RefusesWhatTheProviderWouldAndUsesNothingUp) {
  auto once = says("hello");
  once.uses = 1;
  Responder responder(validating(once, true));
  const auto refused = responder.respond(request_for(chat_path, R"({"model":"m"})"));
  EXPECT_THAT(refused.program->bytes, StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(refused.program->bytes, HasSubstr("Missing required parameter: 'messages'."));
  EXPECT_EQ(refused.exchange, "says");
  EXPECT_FALSE(refused.is_unmatched);
  EXPECT_THAT(responder.respond(request_for(chat_path, sound)).program->bytes, StartsWith("HTTP/1.1 200 "));
}

TEST(ResponderValidate, TakesAnythingUnlessItIsAskedFor) {
  Responder responder(validating(says("hello"), false));
  EXPECT_THAT(responder.respond(request_for(chat_path, "{}")).program->bytes, StartsWith("HTTP/1.1 200 "));
  Responder strict(validating(says("hello"), false), {}, {}, {.validate = true});
  EXPECT_THAT(strict.respond(request_for(chat_path, "{}")).program->bytes, StartsWith("HTTP/1.1 400 "));
}

TEST(ResponderValidate, LeavesAloneWhatAsksNoModel) {
  Responder responder(validating(plain("a", "/a", "A"), true));
  EXPECT_THAT(responder.respond(request_for("/a", "no JSON")).program->bytes, StartsWith("HTTP/1.1 200 "));
  auto chat = plain("chat", "/v1/messages", "A");
  chat.request.method = "GET";
  Responder get(validating(std::move(chat), true));
  auto request = request_for("/v1/messages", "");
  request.head.method = "GET";
  EXPECT_THAT(get.respond(request).program->bytes, StartsWith("HTTP/1.1 200 "));
}

TEST(ResponderValidate, SpeaksTheDialectOfThePath) {
  Responder responder(validating(plain("a", "/v1/messages", "A"), true));
  EXPECT_THAT(responder.respond(request_for("/v1/messages", "{}")).program->bytes,
              HasSubstr(R"({"type":"error","error":{"type":"invalid_request_error","message":"anthropic-version: )"));
}

}  // namespace
}  // namespace wiretape::mockserver
