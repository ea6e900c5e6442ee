// The ids that requests are given, as a client sees them.

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/mock_server.h"
#include "wiretape/mockserver/serve/as_compiled_for_test.h"
#include "wiretape/mockserver/serve/server_for_test.h"

#include "tests/support/raw_client.h"

namespace wiretape::mockserver {
namespace {

using ::testing::MatchesRegex;
using wiretape::testing::post;
using wiretape::testing::RawClient;

constexpr auto chat = "/v1/chat/completions";
constexpr auto messages = "/v1/messages";
constexpr auto streamed = R"({"model":"m","stream":true})";

MockServer serving(std::string_view dialect = "openai.chat") {
  auto exchange = says("one two three");
  exchange.dialect = provider::find_dialect(dialect);
  std::vector<tape::Tape> tapes(1);
  tapes.front().exchanges = {std::move(exchange)};
  return std::get<MockServer>(MockServer::start(std::move(tapes), {}));
}

std::string answer_of(const MockServer& server, const std::string& path, const std::string& body = streamed) {
  RawClient client(server.port());
  client.send(post(path, body, closing));
  return client.read_all();
}

/// What stands between two texts.
std::string between(const std::string& text, std::string_view before, std::string_view after) {
  const auto begin = text.find(before) + before.size();
  return text.substr(begin, text.find(after, begin) - begin);
}

std::string openai_id(const std::string& answer) {
  return between(answer, "\r\nx-request-id: ", "\r\n");
}

std::string anthropic_id(const std::string& answer) {
  return between(answer, "\r\nrequest-id: ", "\r\n");
}

TEST(RequestIds, AreOpenaisAndDifferFromRequestToRequest) {
  const auto server = serving();
  const auto first = openai_id(answer_of(server, chat));
  EXPECT_THAT(first, MatchesRegex("req_[0-9a-f]*"));
  EXPECT_EQ(first.size(), 36U);
  EXPECT_NE(first, openai_id(answer_of(server, chat)));
  EXPECT_THAT(openai_id(answer_of(server, chat, "{}")), MatchesRegex("req_[0-9a-f]*")) << "of a whole answer";
  EXPECT_THAT(openai_id(answer_of(server, "/@status:code=503/v1/chat/completions")), MatchesRegex("req_[0-9a-f]*"));
  EXPECT_THAT(openai_id(answer_of(server, "/@drop:event=99/v1/chat/completions")), MatchesRegex("req_[0-9a-f]*"));
}

TEST(RequestIds, AreAnthropicsAndDifferFromRequestToRequest) {
  const auto server = serving("anthropic.messages");
  const auto first = anthropic_id(answer_of(server, messages));
  EXPECT_THAT(first, MatchesRegex("req_011C[0-9a-f]*"));
  EXPECT_EQ(first.size(), 28U);
  EXPECT_NE(first, anthropic_id(answer_of(server, messages)));
}

TEST(RequestIds, StandInAnthropicsErrorsToo) {
  const auto server = serving("anthropic.messages");
  for (const std::string plan : {"status:code=529", "overloaded"}) {
    const auto answer = answer_of(server, "/@" + plan + messages);
    EXPECT_EQ(between(answer, R"("request_id":")", "\""), anthropic_id(answer)) << plan;
    EXPECT_THAT(anthropic_id(answer), MatchesRegex("req_011C[0-9a-f]*")) << plan;
  }
}

TEST(RequestIds, AreTheSameEachTimeInTheSameSession) {
  const auto one = serving();
  const auto other = serving();
  answer_of(other, "/~elsewhere/v1/chat/completions");
  for (int request = 0; request < 3; ++request)
    EXPECT_EQ(openai_id(answer_of(one, chat)), openai_id(answer_of(other, chat))) << "other sessions don't matter";
  EXPECT_NE(openai_id(answer_of(one, "/~a/v1/chat/completions")), openai_id(answer_of(one, "/~b/v1/chat/completions")));
}

TEST(RequestIds, ChangeNoOtherByte) {
  const auto server = serving();
  auto responder = responder_of({says("one two three")});
  auto request = request_for(chat, streamed);
  request.head.fields.push_back({"connection", "close"});
  const auto program = responder.respond(request).program;
  for (int count = 0; count < 2; ++count)
    EXPECT_EQ(as_compiled(answer_of(server, chat), *program), program->bytes);
}

}  // namespace
}  // namespace wiretape::mockserver
