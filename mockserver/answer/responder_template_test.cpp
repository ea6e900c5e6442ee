#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/answer/responder.h"

#include "tests/support/raw_client.h"

namespace wiretape::mockserver {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

std::vector<tape::Tape> tape_of(std::string_view exchange) {
  auto loaded = tape::parse_tape("wiretape: 1\nexchanges:\n  - " + std::string(exchange), "t.yaml");
  std::vector<tape::Tape> tapes;
  tapes.push_back(std::get<tape::Tape>(std::move(loaded)));
  return tapes;
}

std::string body(Responder& responder, std::string target, std::string request = R"({"model":"m"})") {
  return testing::body_of(responder.respond(request_for(std::move(target), std::move(request))).program->bytes);
}

TEST(ResponderTemplate, FillsTheAnswerFromEachRequest) {
  Responder responder(tape_of(
      "{id: a, request: {path: '/v1/{kind}'}, response: {json: {m: '{{request.json./model}}', k: '{{path.kind}}'}}}"));
  EXPECT_EQ(body(responder, "/v1/x"), R"({"m":"m","k":"x"})");
  EXPECT_EQ(body(responder, "/~s/v1/y", R"({"model":"n"})"), R"({"m":"n","k":"y"})");
}

TEST(ResponderTemplate, RendersAReplyAfterFillingIt) {
  Responder responder(
      tape_of("{reply: {dialect: openai.chat, text: 'You said {{request.json./messages/0/content}}.'}}"));
  EXPECT_THAT(body(responder, "/x", R"({"messages":[{"content":"\"hi\""}]})"),
              HasSubstr(R"("content":"You said \"hi\".")"));
}

TEST(ResponderTemplate, GivesEachRequestItsIdAndTheSameUnderASeed) {
  const auto ids = [](Responder& responder) {
    std::vector<std::string> ids;
    for (const auto* target : {"/a", "/a", "/~s/a", "/b"})
      ids.push_back(body(responder, target));
    return ids;
  };
  const auto* exchange = "{response: {body: '{{id}} {{id}}'}}";
  Responder one(tape_of(exchange), {.seed = 1});
  Responder two(tape_of(exchange), {.seed = 1});
  Responder other(tape_of(exchange), {.seed = 2});
  const auto first = ids(one);
  EXPECT_EQ(first, ids(two));
  EXPECT_NE(first, ids(other));
  EXPECT_EQ(std::set(first.begin(), first.end()).size(), 4U) << "each request has its own";
  EXPECT_EQ(first[0].substr(0, 24), first[0].substr(25)) << "one answer has one id";
}

TEST(ResponderTemplate, MakesUpTheSameForARetryAndAnotherUnderAnotherSeed) {
  const auto* exchange = "{reply: {dialect: openai.chat, tool_calls: [{name: f, arguments: generated}]}}";
  const std::string request =
      R"({"tools":[{"type":"function","function":{"name":"f","parameters":)"
      R"({"type":"object","required":["n"],"properties":{"n":{"type":"integer","maximum":1000000}}}}}]})";
  Responder one(tape_of(exchange), {.seed = 1});
  Responder two(tape_of(exchange), {.seed = 1});
  Responder other(tape_of(exchange), {.seed = 2});
  const auto first = body(one, "/a", request);
  EXPECT_EQ(first, body(one, "/a", request));
  EXPECT_EQ(first, body(two, "/~s/a", request));
  EXPECT_NE(first, body(other, "/a", request));
  const auto bare = body(one, "/a", "{}");
  EXPECT_THAT(bare, HasSubstr(R"("arguments":"{}")")) << "each request is looked at: nothing is kept of another's";
}

TEST(ResponderTemplate, TellsTheTimeUnlessASeedFixesIt) {
  Responder seeded(tape_of("{response: {body: '{{now}}'}}"), {.seed = 1});
  EXPECT_EQ(body(seeded, "/"), "1735689600");
  Responder seeded_by_tape(tape_of("{response: {body: '{{now}}'}, delivery: {seed: 5}}"));
  EXPECT_EQ(body(seeded_by_tape, "/"), "1735689600");
  Responder present(tape_of("{response: {body: '{{now}}'}}"));
  EXPECT_GT(std::stoll(body(present, "/")), 1735689600);
}

TEST(ResponderTemplate, SaysWhatTheRequestLacks) {
  Responder responder(tape_of("{id: who, response: {body: '{{request.json./user}}'}}"));
  const auto answer = responder.respond(request_for("/x"));
  EXPECT_THAT(answer.program->bytes, StartsWith("HTTP/1.1 422 "));
  EXPECT_THAT(answer.program->bytes,
              HasSubstr("exchange 'who' (t.yaml:3) says {{request.json./user}}, which the request lacks"));
}

}  // namespace
}  // namespace wiretape::mockserver
