// A tape of NDJSON lines, from its file to what a client hears of it, whole and broken through every door.

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/client/client.h"
#include "wiretape/core/compile/load_tape.h"
#include "wiretape/core/fault/plan/check_plan.h"
#include "wiretape/core/tape/fault_plan.h"
#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/mockserver/mock_server.h"

#include "tests/support/raw_client.h"

namespace wiretape {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::string_view first_line =
    R"({"id":"l-1","model":"m-1","choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]})"
    "\n";

mockserver::MockServer serve_lines(mockserver::ServerOptions options = {}) {
  std::vector<tape::Tape> tapes;
  tapes.push_back(std::get<tape::Tape>(tape::read_tape(WIRETAPE_SOURCE_DIR "/fixtures/openai_chat/lines.yaml")));
  return std::get<mockserver::MockServer>(mockserver::MockServer::start(std::move(tapes), std::move(options)));
}

std::string ask(const mockserver::MockServer& server, const std::string& base = "", const std::string& fields = "") {
  testing::RawClient client(server.port());
  client.send("POST " + base + "/v1/chat/completions HTTP/1.1\r\nhost: x\r\nconnection: close\r\n" + fields +
              "content-length: 26\r\n\r\n{\"model\":\"wiretape-lines\"}");
  return client.read_all();
}

client::Result hear(const mockserver::MockServer& server, const std::string& base) {
  client::Options options;
  options.base_url = server.url(base);
  options.api_key = "";
  return std::get<client::Client>(client::Client::make(options))
      .chat({.model = "wiretape-lines", .prompt = "Hi"})
      .result();
}

TEST(Lines, AreSentOneAChunk) {
  const auto server = serve_lines();
  const std::string response = ask(server);
  EXPECT_THAT(response,
              StartsWith("HTTP/1.1 200 OK\r\ncontent-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n"
                         "\r\n62\r\n" +
                         std::string(first_line) + "\r\n"));
  EXPECT_THAT(response, HasSubstr("\r\n7\r\n[DONE]\n\r\n0\r\n\r\n"));
}

TEST(Lines, AreHeardByTheClient) {
  const auto server = serve_lines();
  const auto result = hear(server, "/v1");
  EXPECT_EQ(describe(result.outcome), "completed: stop");
  EXPECT_EQ(result.message.first().text, "Hello");
}

TEST(Lines, BreakAtTheirPlaces) {
  const auto server = serve_lines();
  const auto cut = hear(server, "/@reset:text=2/v1");
  EXPECT_EQ(name_of(cut.outcome), "truncated");
  EXPECT_EQ(cut.message.first().text, "Hel");
  EXPECT_EQ(name_of(hear(server, "/@corrupt_json:text=2/v1").outcome), "protocol_error");
  EXPECT_EQ(describe(hear(server, "/@no_done/v1").outcome), "completed: stop") << "an unknown host need not end it";
  EXPECT_EQ(describe(hear(server, "/@empty_data:text=1,line_ends/v1").outcome), "completed: stop");
}

const auto refusal = AllOf(HasSubstr("'comment_flood' in a stream of NDJSON lines"),
                           HasSubstr("NDJSON lines can have: bom, corrupt_json, drop, duplicate, empty_data"));

TEST(Lines, HaveNoCommentsThroughAnyDoor) {
  auto server = serve_lines();
  EXPECT_THAT(ask(server, "/@comment_flood:event=2"), AllOf(StartsWith("HTTP/1.1 422 "), refusal));
  EXPECT_THAT(ask(server, "", "X-Wiretape-Faults: comment_flood:event=2\r\n"),
              AllOf(StartsWith("HTTP/1.1 422 "), refusal));
  EXPECT_TRUE(server.arm_faults("comment_flood:event=2").empty());
  EXPECT_THAT(ask(server), AllOf(StartsWith("HTTP/1.1 422 "), refusal));
  server.disarm_faults();
  mockserver::ServerOptions planned;
  const auto plan = std::get<tape::FaultPlan>(tape::parse_fault_plan("comment_flood:event=2"));
  planned.faults = std::get<std::vector<fault::Fault>>(
      fault::check_plan(plan, {.name = "plan", .has_seed = false, .for_listener = true}));
  EXPECT_THAT(ask(serve_lines(std::move(planned))), AllOf(StartsWith("HTTP/1.1 422 "), refusal));
  EXPECT_THAT(ask(server), StartsWith("HTTP/1.1 200 "));
}

TEST(Lines, LetAnOptionalFaultPass) {
  const auto server = serve_lines();
  EXPECT_THAT(ask(server, "/@comment_flood:optional=true"), HasSubstr("\r\n62\r\n" + std::string(first_line) + "\r\n"));
}

TEST(Lines, HaveNoCommentsInTheirTape) {
  const auto loaded = tape::parse_tape(
      "wiretape: 1\n"
      "exchanges:\n"
      "  - response: {headers: [[content-type, application/jsonl]], stream: [{data: 1}]}\n"
      "    faults: [{do: comment_flood, at: {event: 1}}]\n",
      "tape.yaml");
  const auto mistakes = compile::check_faults(std::get<tape::Tape>(loaded));
  ASSERT_EQ(mistakes.size(), 1U);
  EXPECT_THAT(to_string(mistakes.front()), AllOf(StartsWith("tape.yaml:4:"), refusal));
}

}  // namespace
}  // namespace wiretape
