#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/provider/dialects.h"
#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/answer/responder.h"

namespace wiretape::mockserver {
namespace {

using ::testing::ContainsRegex;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using namespace std::chrono_literals;

constexpr auto chat = "/v1/chat/completions";

tape::Tape limited(tape::Limits limits, std::vector<tape::Exchange> exchanges, std::string name = "test.yaml") {
  return {.name = std::move(name), .limits = limits, .exchanges = std::move(exchanges)};
}

tape::Exchange claude_says(std::string text) {
  auto exchange = says(std::move(text));
  exchange.dialect = provider::find_dialect("anthropic.messages");
  return exchange;
}

std::string bytes_for(Responder& responder, const std::string& target) {
  return responder.respond(request_for(target)).program->bytes;
}

bool is_limited(Responder& responder, const std::string& target) {
  return responder.respond(request_for(target)).is_limited;
}

TEST(ResponderLimits, AreToldWithEveryAnswer) {
  Responder responder({limited({.requests_per_minute = 2, .tokens_per_minute = 1000}, {says("Hello")})});
  for (const char* body : {R"({"stream":true})", "{}"}) {
    responder.reset("");
    const auto answer = responder.respond(request_for(chat, body));
    EXPECT_THAT(answer.program->bytes, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(answer.program->bytes, HasSubstr("\r\nx-ratelimit-limit-requests: 2\r\n"
                                                 "x-ratelimit-remaining-requests: 1\r\n"
                                                 "x-ratelimit-reset-requests: "));
    EXPECT_THAT(answer.program->bytes, HasSubstr("\r\nx-ratelimit-limit-tokens: 1000\r\n"
                                                 "x-ratelimit-remaining-tokens: 999\r\n"
                                                 "x-ratelimit-reset-tokens: "));
    EXPECT_THAT(answer.program->bytes, Not(HasSubstr("retry-after")));
  }
}

TEST(ResponderLimits, RefuseInTheDialectOfTheExchange) {
  Responder openai({limited({.requests_per_minute = 1}, {says("Hello")})});
  bytes_for(openai, chat);
  const auto answer = openai.respond(request_for(chat));
  EXPECT_TRUE(answer.is_limited);
  EXPECT_FALSE(answer.is_unmatched);
  EXPECT_EQ(answer.exchange, "says");
  EXPECT_THAT(answer.program->bytes, StartsWith("HTTP/1.1 429 Too Many Requests\r\ncontent-type: application/json\r\n"
                                                "x-request-id: req_000000000000WiretapeRequestId000\r\n"
                                                "x-ratelimit-limit-requests: 1\r\nx-ratelimit-remaining-requests: 0\r\n"
                                                "x-ratelimit-reset-requests: "));
  EXPECT_THAT(answer.program->bytes, ContainsRegex("\r\nretry-after: [1-9][0-9]?\r\n"));
  EXPECT_THAT(answer.program->bytes, EndsWith(R"("type":"requests","param":null,"code":"rate_limit_exceeded"}})"));

  Responder anthropic({limited({.tokens_per_minute = 1}, {claude_says("Hello")})});
  bytes_for(anthropic, "/v1/messages");
  const auto refused = bytes_for(anthropic, "/v1/messages");
  EXPECT_THAT(refused, StartsWith("HTTP/1.1 429 Too Many Requests\r\n"));
  EXPECT_THAT(refused, ContainsRegex("\r\nanthropic-ratelimit-tokens-limit: 1\r\n"
                                     "anthropic-ratelimit-tokens-remaining: 0\r\n"
                                     "anthropic-ratelimit-tokens-reset: 20[0-9-]*T[0-9:]*Z\r\n"
                                     "retry-after: [1-9][0-9]?\r\n"));
  EXPECT_THAT(refused,
              HasSubstr(R"({"type":"error","error":{"type":"rate_limit_error","message":"Rate limit reached)"));
}

TEST(ResponderLimits, AreSharedByTheExchangesOfATapeOnly) {
  Responder responder(
      {limited({.requests_per_minute = 2}, {plain("a", "/a", "A"), plain("b", "/b", "B")}, "limited.yaml"),
       limited({}, {plain("c", "/c", "C")}, "free.yaml")});
  EXPECT_FALSE(is_limited(responder, "/a"));
  EXPECT_FALSE(is_limited(responder, "/b"));
  EXPECT_TRUE(is_limited(responder, "/a"));
  EXPECT_TRUE(is_limited(responder, "/b"));
  for (int request = 0; request < 5; ++request)
    EXPECT_EQ(bytes_for(responder, "/c"), "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nC");
}

TEST(ResponderLimits, OfTwoSessionsDoNotDisturbEachOther) {
  Responder responder({limited({.requests_per_minute = 1}, {plain("a", "/a", "A")})});
  EXPECT_FALSE(is_limited(responder, "/~one/a"));
  EXPECT_TRUE(is_limited(responder, "/~one/a"));
  EXPECT_FALSE(is_limited(responder, "/~two/a"));
  EXPECT_FALSE(is_limited(responder, "/a"));
  responder.reset("one");
  EXPECT_FALSE(is_limited(responder, "/~one/a"));
  EXPECT_TRUE(is_limited(responder, "/~two/a"));
  responder.reset_all();
  EXPECT_FALSE(is_limited(responder, "/~two/a"));
}

TEST(ResponderLimits, FillAsTheClockMoves) {
  Responder responder({limited({.requests_per_minute = 2}, {plain("a", "/a", "A")})});
  EXPECT_FALSE(is_limited(responder, "/a"));
  EXPECT_FALSE(is_limited(responder, "/a"));
  EXPECT_TRUE(is_limited(responder, "/a"));
  responder.advance_clock(30s);
  EXPECT_FALSE(is_limited(responder, "/a"));
  EXPECT_TRUE(is_limited(responder, "/a"));
  responder.advance_clock(24h);
  EXPECT_FALSE(is_limited(responder, "/a"));
  EXPECT_FALSE(is_limited(responder, "/a"));
  EXPECT_TRUE(is_limited(responder, "/a")) << "never more than a minute's worth";
}

TEST(ResponderLimits, LeaveUsesToWhatTheyRefuse) {
  auto once = plain("once", "/a", "1");
  once.uses = 1;
  Responder responder({limited({.requests_per_minute = 1}, {plain("b", "/b", "B"), once, plain("last", "/a", "2")})});
  EXPECT_FALSE(is_limited(responder, "/b"));
  const auto refused = responder.respond(request_for("/a"));
  EXPECT_TRUE(refused.is_limited);
  EXPECT_EQ(refused.exchange, "once");
  EXPECT_EQ(responder.uses().at(1).count, 0U);
  responder.advance_clock(60s);
  EXPECT_EQ(responder.respond(request_for("/a")).exchange, "once");
  EXPECT_EQ(responder.respond(request_for("/a")).exchange, "last");
  EXPECT_EQ(responder.uses().at(1).count, 1U);
  EXPECT_EQ(responder.unmatched(), 0U);
}

TEST(ResponderLimits, CountTheTokensOfTheReply) {
  auto exchange = says("Hello");
  std::get<provider::Reply>(exchange.answer).usage = R"({"total_tokens":40})";
  Responder responder({limited({.tokens_per_minute = 100}, {exchange})});
  EXPECT_THAT(bytes_for(responder, chat), HasSubstr("\r\nx-ratelimit-remaining-tokens: 60\r\n"));
  EXPECT_FALSE(is_limited(responder, chat));
  const auto refused = bytes_for(responder, chat);
  EXPECT_THAT(refused, HasSubstr("of 100 tokens a minute"));
  EXPECT_THAT(refused, HasSubstr(R"("type":"tokens")"));
}

TEST(ResponderLimits, SayNoTimeToWhatNeverFits) {
  auto exchange = says("Hello");
  std::get<provider::Reply>(exchange.answer).usage = R"({"total_tokens":101})";
  Responder responder({limited({.tokens_per_minute = 100}, {exchange})});
  const auto refused = bytes_for(responder, chat);
  EXPECT_THAT(refused, StartsWith("HTTP/1.1 429 "));
  EXPECT_THAT(refused, Not(HasSubstr("retry-after")));
  EXPECT_THAT(refused, HasSubstr("It is too large to ever fit"));
}

TEST(ResponderLimits, CountFromAFixedInstantWithASeed) {
  Responder responder({limited({.requests_per_minute = 1}, {claude_says("Hello")})}, {.seed = 7});
  responder.advance_clock(24h);
  EXPECT_THAT(bytes_for(responder, "/v1/messages"),
              HasSubstr("\r\nanthropic-ratelimit-requests-reset: 2025-01-02T00:"));
}

TEST(ResponderLimits, TakeThePlaceOfTheFieldsOfATape) {
  auto exchange = plain("a", "/a", "A");
  std::get<tape::PlainResponse>(exchange.answer).head.fields = {{"X-RateLimit-Limit-Requests", "77"}, {"x-a", "b"}};
  Responder responder({limited({.requests_per_minute = 5}, {exchange})});
  const auto bytes = bytes_for(responder, "/a");
  EXPECT_THAT(bytes, Not(HasSubstr("77")));
  EXPECT_THAT(bytes, StartsWith("HTTP/1.1 200 OK\r\nx-a: b\r\nx-ratelimit-limit-requests: 5\r\n"));
}

}  // namespace
}  // namespace wiretape::mockserver
