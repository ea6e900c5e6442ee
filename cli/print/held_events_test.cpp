#include "cli/print/held_events.h"

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/provider/dialects.h"

namespace wiretape::cli {
namespace {

using ::testing::ElementsAre;

const std::string head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";
const std::string hello = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}\n\n";
const std::string finish = "data: {\"choices\":[{\"index\":1,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";

program::WireProgram program_of(const std::vector<std::string>& writes) {
  program::WireProgram program;
  for (const std::string& write : writes) {
    program.steps.push_back({std::chrono::microseconds(0), program::WriteAction{program.bytes.size(), write.size()}});
    program.bytes += write;
  }
  program.steps.push_back({std::chrono::microseconds(0), program::FinAction{}});
  return program;
}

std::vector<std::string> texts(const std::vector<std::string>& writes, std::string_view dialect = "openai.chat") {
  std::vector<std::string> lines;
  for (const auto& held : held_events(program_of(writes), *provider::find_dialect(dialect)))
    lines.push_back(held_text(held));
  return lines;
}

TEST(HeldEvents, NamesWhatEachWriteSays) {
  EXPECT_THAT(texts({head + hello, ": ping\n\n" + finish, "data: [DONE]\n\n"}),
              ElementsAre("event 1: text \"Hello\"", "comment: \" ping\"; event 2: finish stop of choice 1",
                          "event 3: terminator", ""));
}

TEST(HeldEvents, SaysWhereAnEventIsCut) {
  EXPECT_THAT(
      texts({head, hello.substr(0, 10), hello.substr(10, 5), hello.substr(15) + finish.substr(0, 1), finish.substr(1)}),
      ElementsAre("", "event 1 begins", "event 1 goes on", "event 1 ends: text \"Hello\"; event 2 begins",
                  "event 2 ends: finish stop of choice 1", ""));
}

TEST(HeldEvents, LooksThroughChunks) {
  const std::string chunked =
      "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
  EXPECT_THAT(texts({chunked + "e\r\ndata: [DO", "NE]\n\n\r\n", "0\r\n\r\n"}),
              ElementsAre("event 1 begins", "event 1 ends: terminator", "", ""));
}

TEST(HeldEvents, CutsWhatIsLong) {
  const auto long_text =
      "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + std::string(100, 'x') + "\"}}]}\n\n";
  EXPECT_THAT(texts({head + long_text}), ElementsAre("event 1: text \"" + std::string(40, 'x') + "…\"", ""));
  std::string many;
  for (int count = 0; count < 100; ++count)
    many += hello;
  const auto text = texts({head + many}).front();
  EXPECT_THAT(text, ::testing::StartsWith("event 1: text \"Hello\"; event 2: text \"Hello\"; "));
  EXPECT_THAT(text, ::testing::EndsWith(" more"));
  EXPECT_LT(text.size(), 150U);
}

TEST(HeldEvents, NamesWhatADialectDoesNotSay) {
  const std::string ping = "event: ping\ndata: {\"type\":\"ping\"}\n\n";
  EXPECT_THAT(texts({head + ping}, "anthropic.messages"), ElementsAre("event 1: ping", ""));
  EXPECT_THAT(texts({head + "data: nonsense\n\n"}).front(), ::testing::StartsWith("event 1: unreadable: "));
}

TEST(HeldEvents, HasNothingToSayOfWhatIsNoStream) {
  EXPECT_THAT(texts({"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n" + hello}), ElementsAre("", ""));
  EXPECT_THAT(texts({"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-encoding: gzip\r\n\r\n" + hello}),
              ElementsAre("", ""));
  EXPECT_THAT(texts({"no HTTP", hello}), ElementsAre("", "", ""));
}

}  // namespace
}  // namespace wiretape::cli
