// The real server in virtual time.

#include <chrono>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/mock_server.h"
#include "wiretape/mockserver/serve/as_compiled_for_test.h"

#include "tests/support/raw_client.h"

namespace wiretape::mockserver {
namespace {

using wiretape::testing::body_of;
using wiretape::testing::post;
using wiretape::testing::RawClient;
using wiretape::testing::ReadEnd;
using namespace std::chrono_literals;

tape::Tape tape_of(std::string_view exchange) {
  return std::get<tape::Tape>(tape::parse_tape("wiretape: 1\nexchanges:\n  - " + std::string(exchange), "test.yaml"));
}

/// The writes that the journal must list for a program: one a step, at its nominal time.
std::vector<journal::WriteRecord> nominal_writes(const program::WireProgram& program) {
  std::vector<journal::WriteRecord> writes;
  for (const program::Step& step : program.steps) {
    if (const auto* write = std::get_if<program::WriteAction>(&step.action))
      writes.push_back({write->offset, write->length, step.at});
  }
  return writes;
}

// 200 gaps of 300 ms and stalls of 90 minutes. The client gives up after 30 s without a byte.
TEST(ServerInstant, PlaysAMinuteWithStallsInOrderAndJournalsTheNominalTimes) {
  std::string events;
  std::string said;
  for (int event = 0; event < 200; ++event) {
    if (event % 50 == 49) events += "{wait: 90m}, ";
    events += "{data: event " + std::to_string(event) + "}, ";
    said += "data: event " + std::to_string(event) + "\n\n";
  }
  std::vector<tape::Tape> tapes{
      tape_of("{delivery: {first_byte: 45s, gap: 300ms}, response: {stream: [" + events + "]}}")};
  const auto expected = *Responder(tapes).respond(request_for("/x")).program;
  const auto server = std::get<MockServer>(
      MockServer::start(std::move(tapes), {.delivery = {.speed = 1.0, .instant = true, .seed = 0}}));

  for (std::uint64_t round = 1; round <= 3; ++round) {
    RawClient client(server.port());
    client.send(post("/x", "{}", "Connection: close\r\n"));
    EXPECT_EQ(body_of(client.read_all()), said);
    EXPECT_EQ(client.end(), ReadEnd::fin);
    ASSERT_TRUE(server.journal().wait_for_ended(round, 30s));
  }
  for (const journal::Entry& entry : server.journal().entries()) {
    EXPECT_EQ(entry.writes, nominal_writes(expected));
    EXPECT_EQ(entry.end->ending, wire::Ending::complete);
    EXPECT_EQ(entry.end->at, 45s + 199 * 300ms + 4 * 90min);
  }
}

TEST(ServerInstant, PlaysAProfileAsItWasDrawnForEachAttempt) {
  std::vector<tape::Tape> tapes{tape_of(
      "{delivery: {profile: typical}, reply: {dialect: openai.chat, chunks: char, text: " + std::string(3000, 'x') +
      "}}")};
  Responder twin(tapes);
  const auto server = std::get<MockServer>(
      MockServer::start(std::move(tapes), {.delivery = {.speed = 1.0, .instant = true, .seed = 0}}));
  RawClient client(server.port());
  std::vector<program::WireProgram> expected;
  for (std::size_t attempt = 0; attempt < 3; ++attempt) {
    expected.push_back(*twin.respond(request_for("/x", R"({"stream":true})")).program);
    client.send(post("/x", R"({"stream":true})"));
    const auto read = client.read(expected[attempt].bytes.size());
    EXPECT_EQ(as_compiled(read, expected[attempt]), expected[attempt].bytes);
    ASSERT_TRUE(server.journal().wait_for_ended(attempt + 1, 30s));
    EXPECT_EQ(server.journal().entries().at(attempt).writes, nominal_writes(expected[attempt]));
  }
  EXPECT_NE(expected[0], expected[1]);
  EXPECT_NE(expected[1], expected[2]);
  EXPECT_GT(expected[0].steps.back().at, 20s);
}

TEST(ServerInstant, KeepsTheRecordedTimesOfARecording) {
  const auto server = std::get<MockServer>(MockServer::start({tape_of(
      "{delivery: {instant: true, speed: 2}, "
      "response: {body: [ab, cd], framing: close, arrivals: ['60000.000:2 180000.000:2'], end: {how: closed}}}")}));
  RawClient client(server.port());
  client.send(post("/x", "{}"));
  EXPECT_TRUE(client.read_all().ends_with("abcd"));
  ASSERT_TRUE(server.journal().wait_for_ended(1, 30s));
  const auto entry = server.journal().entries().at(0);
  ASSERT_EQ(entry.writes.size(), 2U);
  EXPECT_EQ(entry.writes[0].at, 30s);
  EXPECT_EQ(entry.writes[1].at, 120s);
  EXPECT_EQ(entry.end->at, 120s);
}

}  // namespace
}  // namespace wiretape::mockserver
