#include "wiretape/mockserver/answer/responder.h"

#include <chrono>
#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/program/play/play_in_memory_for_test.h"
#include "wiretape/mockserver/answer/exchanges_for_test.h"

#include "tests/support/raw_client.h"

namespace wiretape::mockserver {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;
using namespace std::chrono_literals;

TEST(Responder, PlaysTheFirstExchangeThatMatches) {
  auto responder = responder_of({plain("a", "/a", "A"), plain("b", "/b", "B"), plain("b2", "/b", "B2")});
  const auto answer = responder.respond(request_for("/b"));
  EXPECT_EQ(answer.exchange, "b");
  EXPECT_THAT(answer.program->bytes, EndsWith("\r\n\r\nB"));
}

TEST(Responder, RendersAReplyAsStreamOrWhole) {
  auto responder = responder_of({says("hello")});
  const auto stream = responder.respond(request_for("/v1/chat/completions"));
  EXPECT_THAT(stream.program->bytes, HasSubstr("text/event-stream"));
  EXPECT_THAT(stream.program->bytes, HasSubstr("data: [DONE]\n\n"));
  const auto whole = responder.respond(request_for("/v1/chat/completions", R"({"model":"m"})"));
  EXPECT_THAT(whole.program->bytes, HasSubstr(R"("object":"chat.completion")"));
  EXPECT_THAT(whole.program->bytes, Not(HasSubstr("data:")));
}

TEST(Responder, AnswersWithTheProvidersErrorWhateverTheRequest) {
  auto exchange = says("");
  std::get<provider::Reply>(exchange.answer).error = provider::ErrorReply{429, "slow down", {}, {}, {}};
  auto responder = responder_of({exchange});
  for (const auto* body : {R"({"stream":true})", "{}", "not json"}) {
    const auto answer = responder.respond(request_for("/v1/chat/completions", body));
    EXPECT_THAT(answer.program->bytes, StartsWith("HTTP/1.1 429 Too Many Requests\r\n"));
    EXPECT_THAT(answer.program->bytes, HasSubstr(R"("message":"slow down")"));
  }
}

TEST(Responder, SharesAProgramBetweenRequestsOfOnePage) {
  auto responder = responder_of({plain("a", "/a", "body")});
  const auto asked_by = [&](const std::string& page) {
    auto request = request_for("/a");
    if (!page.empty()) request.head.fields.push_back({"origin", page});
    return responder.respond(request, {.is_cors = true}).program;
  };
  const auto program = asked_by("http://a.test");
  EXPECT_EQ(asked_by("http://a.test"), program);
  EXPECT_THAT(program->bytes, ::testing::HasSubstr("\r\naccess-control-allow-origin: http://a.test\r\n"));
  EXPECT_NE(asked_by("http://b.test")->bytes, program->bytes);
  EXPECT_EQ(asked_by("")->bytes, "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nbody");
}

TEST(Responder, SharesAProgramBetweenEqualRequests) {
  auto responder = responder_of({says("hello")});
  const auto one = responder.respond(request_for("/v1/chat/completions"));
  EXPECT_EQ(one.program, responder.respond(request_for("/~other/v1/chat/completions")).program);
  EXPECT_NE(one.program,
            responder.respond(request_for("/v1/chat/completions", R"({"model":"other","stream":true})")).program);
}

TEST(Responder, KeepsAFewProgramsOnly) {
  auto responder = responder_of({says("hello")});
  const auto first = responder.respond(request_for("/x", R"({"model":"0","stream":true})"));
  for (int i = 1; i <= 300; ++i) {
    static_cast<void>(responder.respond(request_for("/x", R"({"stream":true,"model":")" + std::to_string(i) + "\"}")));
  }
  EXPECT_EQ(first.program.use_count(), 1);
}

TEST(Responder, GivesHttp10AndClosingClientsTheirOwnProgram) {
  auto responder = responder_of({says("hello")});
  auto request = request_for("/v1/chat/completions");
  EXPECT_FALSE(program::play_in_memory(*responder.respond(request).program).has_fin());
  request.head.fields.push_back({"connection", "close"});
  EXPECT_TRUE(program::play_in_memory(*responder.respond(request).program).has_fin());
  request.head.minor_version = 0;
  EXPECT_THAT(responder.respond(request).program->bytes, Not(HasSubstr("chunked")));
}

TEST(Responder, GivesRandomExchangesAProgramOfTheirOwnByKeyAttemptAndSeed) {
  auto exchange = says("a long text to be cut at random places, more than once or twice");
  exchange.delivery.fragment = tape::FragmentRandom{1, 30};
  auto one = responder_of({exchange});
  auto two = responder_of({exchange});
  const auto first = *one.respond(request_for("/x")).program;
  const auto second = *one.respond(request_for("/x")).program;
  EXPECT_NE(first, second) << "a second attempt is another draw";
  EXPECT_NE(first, *one.respond(request_for("/~s/x")).program) << "a session draws for itself";
  static_cast<void>(two.respond(request_for("/y")));
  EXPECT_EQ(first, *two.respond(request_for("/x")).program) << "other requests change nothing";
  EXPECT_EQ(second, *two.respond(request_for("/x")).program);

  auto seeded = responder_of({exchange}, {.seed = 1});
  EXPECT_NE(first, *seeded.respond(request_for("/x")).program);
}

TEST(Responder, LaysSpeedOverTheTape) {
  auto exchange = says("hello");
  exchange.delivery.first_byte = 10s;
  exchange.delivery.speed = 2;
  EXPECT_EQ(program::play_in_memory(*responder_of({exchange}).respond(request_for("/x")).program).duration, 5s);
  EXPECT_EQ(
      program::play_in_memory(*responder_of({exchange}, {.speed = 5}).respond(request_for("/x")).program).duration, 1s);
  EXPECT_FALSE(responder_of({exchange}).respond(request_for("/x")).program->is_instant);
  const auto instant = responder_of({exchange}, {.instant = true}).respond(request_for("/x")).program;
  EXPECT_TRUE(instant->is_instant);
  EXPECT_EQ(program::play_in_memory(*instant).duration, 5s) << "the nominal time";
}

TEST(Responder, TakesTheSessionOffThePath) {
  auto responder = responder_of({plain("a", "/a", "A")});
  const auto answer = responder.respond(request_for("/~mine/a"));
  EXPECT_EQ(answer.exchange, "a");
  EXPECT_EQ(answer.session, "mine");
}

TEST(Responder, RefusesBrokenPrefixesByName) {
  auto responder = responder_of({plain("a", "/a", "A")});
  const auto answer = responder.respond(request_for("/~mine/@reset:event/a"));
  EXPECT_THAT(answer.program->bytes, StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(answer.program->bytes, HasSubstr("expected key=value"));
  EXPECT_EQ(answer.session, "mine");
  EXPECT_EQ(answer.exchange, "");
}

TEST(Responder, ExplainsWhyNothingMatches) {
  auto exchange = plain("needs-model", "/v1/chat/completions", "x");
  exchange.request.json = R"({"model":"gpt-4o"})";
  auto responder = responder_of({exchange});
  const auto answer = responder.respond(request_for("/v1/chat/completions"));
  EXPECT_EQ(answer.exchange, "");
  EXPECT_THAT(answer.program->bytes, StartsWith("HTTP/1.1 404 "));
  EXPECT_THAT(testing::body_of(answer.program->bytes),
              HasSubstr(R"(nearest is 'needs-model' (test.yaml:0:0): json /model: expected \"gpt-4o\", found \"m\")"));
}

TEST(Responder, ListsModelsUnlessATapeDoes) {
  auto request = request_for("/v1/models", "");
  request.head.method = "GET";
  auto exchange = says("x");
  exchange.request.json = R"({"model":"gpt-4o"})";
  exchange.request.path = "/v1/chat/completions";
  EXPECT_EQ(testing::body_of(responder_of({exchange, exchange}).respond(request).program->bytes),
            R"({"object":"list","data":[{"id":"gpt-4o","object":"model","created":0,"owned_by":"wiretape"}]})");
  EXPECT_EQ(
      testing::body_of(responder_of({exchange, plain("own", "/v1/models", "mine")}).respond(request).program->bytes),
      "mine");
}

TEST(Responder, ListsOllamasModelsAtTheirPath) {
  auto request = request_for("/api/tags", "");
  request.head.method = "GET";
  auto exchange = says("x");
  exchange.request.json = R"({"model":"gemma3:1b"})";
  exchange.request.path = "/api/chat";
  EXPECT_THAT(testing::body_of(responder_of({exchange}).respond(request).program->bytes),
              StartsWith(R"({"models":[{"name":"gemma3:1b",)"));
}

TEST(Responder, AnswersBytesThatAreNoRequestAndCloses) {
  const auto answer = Responder::refuse({431, "the head is longer than 65536 bytes", 65536});
  EXPECT_THAT(answer.program->bytes, StartsWith("HTTP/1.1 431 Request Header Fields Too Large\r\n"));
  EXPECT_THAT(answer.program->bytes, HasSubstr("the head is longer than 65536 bytes at byte 65536"));
  EXPECT_TRUE(program::play_in_memory(*answer.program).has_fin());
}

}  // namespace
}  // namespace wiretape::mockserver
