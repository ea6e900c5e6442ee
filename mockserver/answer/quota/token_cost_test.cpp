#include "wiretape/mockserver/answer/quota/token_cost.h"

#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "wiretape/core/provider/dialects.h"
#include "wiretape/mockserver/answer/exchanges_for_test.h"

namespace wiretape::mockserver {
namespace {

std::uint64_t cost(const tape::Exchange& exchange, std::string body) {
  const auto request = request_for("/v1/chat/completions", std::move(body));
  return token_cost(exchange, provider::RequestView(request, "/v1/chat/completions", ""));
}

tape::Exchange in_dialect(std::string_view name, tape::Exchange exchange) {
  exchange.dialect = provider::find_dialect(name);
  return exchange;
}

constexpr auto three_words = R"({"model":"m","messages":[{"role":"user","content":"one two three"}]})";

TEST(TokenCost, IsWhatTheUsageOfTheTapeSays) {
  auto exchange = says("Hello you");
  std::get<provider::Reply>(exchange.answer).usage = R"({"prompt_tokens":30,"completion_tokens":12})";
  EXPECT_EQ(cost(exchange, three_words), 42U);
}

TEST(TokenCost, IsElseWhatTheDialectCounts) {
  for (const auto* dialect : provider::all_dialects()) {
    const auto exchange = in_dialect(dialect->name, says("Hello you"));
    const auto asked = dialect->call.request({}, {.model = "m", .prompt = "one two three"}).body;
    EXPECT_EQ(cost(exchange, asked), 5U) << dialect->name;
    EXPECT_EQ(cost(exchange, R"({"model":"m","stream":true})"), 2U) << dialect->name;
  }
}

TEST(TokenCost, OfAStreamThatEndsInAnErrorIsThatOfWhatIsSaid) {
  auto exchange = says("Hello you");
  std::get<provider::Reply>(exchange.answer).error_event = provider::ErrorReply{};
  EXPECT_EQ(cost(exchange, three_words), 5U);
}

TEST(TokenCost, OfAnErrorIsNothing) {
  auto exchange = says("");
  std::get<provider::Reply>(exchange.answer).error = provider::ErrorReply{};
  EXPECT_EQ(cost(exchange, three_words), 0U);
}

TEST(TokenCost, OfAResponseIsThatOfTheBodyThatWasSent) {
  EXPECT_EQ(cost(plain("a", "/", "a long answer"), "one two three"), 3U);
  EXPECT_EQ(cost(plain("a", "/", "a long answer"), ""), 0U);
}

}  // namespace
}  // namespace wiretape::mockserver
