#include "wiretape/core/compile/dialogue_response.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/compile/sample_answer.h"
#include "wiretape/core/tape/tapes_for_test.h"
#include "wiretape/core/wire/framing.h"

namespace wiretape::compile {
namespace {

using program::ExpectAction;
using program::Step;
using program::WriteAction;
using ::testing::ElementsAre;
using namespace std::chrono_literals;

constexpr std::string_view opened =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";

program::WireProgram program_of(std::string_view members) {
  const auto tape =
      tape::tape_of("wiretape: 1\nexchanges: [{request: {path: /ws}, websocket: {" + std::string(members) + "}}]\n");
  return std::get<CompiledAnswer>(sample_answer(tape.exchanges.at(0))).program;
}

TEST(DialogueResponse, IsThe101AndTheFramesOfItsMessages) {
  const auto program = program_of("headers: [[X-A, b]], dialogue: [{send: hi}, {send: !b64 /w==}, {ping: p}]");
  const std::string head = std::string(opened) + "X-A: b\r\n\r\n";
  EXPECT_EQ(program.bytes, head + "\x81\x02hi" + "\x82\x01\xFF" + "\x89\x01p");
  const auto size = head.size();
  EXPECT_THAT(program.frame_starts, ElementsAre(size, size + 4, size + 7, size + 10));
  EXPECT_EQ(program.ending, wire::Ending::complete);
}

TEST(DialogueResponse, WaitsForWhatTheClientSays) {
  const auto program =
      program_of("dialogue: [{expect: {a: 1}}, {send: x}, {wait: 5ms}, {expect: {}, within: 2s}, {send: y}]");
  const auto size = opened.size() + 2;
  EXPECT_THAT(program.steps, ElementsAre(Step{0us, WriteAction{0, size}}, Step{0us, ExpectAction{0, 30s}},
                                         Step{0us, WriteAction{size, 3}}, Step{5ms, ExpectAction{1, 2s}},
                                         Step{5ms, WriteAction{size + 3, 3}}));
  EXPECT_THAT(program.websocket->expected, ElementsAre(tape::HeardRule{.json = R"({"a":1})"}, tape::HeardRule{}));
  EXPECT_FALSE(program.has_holds);
}

TEST(DialogueResponse, ClosesWhenTheClientHasAnswered) {
  const auto program = program_of("dialogue: [{close: {code: 1001, reason: no}}]");
  EXPECT_TRUE(program.bytes.ends_with("\x88\x04\x03\xE9no"));
  ASSERT_EQ(program.steps.size(), 3U);
  EXPECT_EQ(program.steps[1].action, (program::Action{ExpectAction{std::nullopt, 5s}}));
  EXPECT_EQ(program.steps[2].action, (program::Action{program::FinAction{}}));
  EXPECT_TRUE(program_of("dialogue: [{close: {}}]").bytes.ends_with(std::string("\x88\x00", 2)));
}

TEST(DialogueResponse, SaysAReplyInAMessageAnEvent) {
  const auto program =
      program_of("dialogue: [{expect: {}}, {reply: {dialect: openai.chat, chunks: [Hi]}}, {close: {}}]");
  std::string_view frames = program.bytes;
  frames.remove_prefix(frames.find("\r\n\r\n") + 4);
  std::vector<std::string> datas;
  for (const auto& frame : wire::codec_of(wire::Framing::websocket).find(frames))
    datas.push_back(frame.data);
  ASSERT_GT(datas.size(), 3U);
  EXPECT_THAT(datas.at(1), ::testing::HasSubstr(R"("delta":{"content":"Hi"})"));
  EXPECT_EQ(datas.at(datas.size() - 2), "[DONE]");
  EXPECT_EQ(datas.back(), "") << "the close";
}

TEST(DialogueResponse, ChoosesTheSubprotocolOfTheClientThatItKnows) {
  const wire::HttpRequest request{{"GET",
                                   "/ws",
                                   1,
                                   {{"host", "x"},
                                    {"connection", "Upgrade"},
                                    {"upgrade", "websocket"},
                                    {"sec-websocket-version", "13"},
                                    {"sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="},
                                    {"sec-websocket-protocol", "other, b, a"}}},
                                  ""};
  const provider::RequestView view(request, "/ws", "");
  const auto chosen = [&](std::vector<std::string> known) {
    const auto response = dialogue_response({.subprotocols = std::move(known), .steps = {}}, nullptr, view).response;
    return std::string(wire::find_field(response.head.fields, "sec-websocket-protocol").value_or("none"));
  };
  EXPECT_EQ(chosen({"a", "b"}), "b");
  EXPECT_EQ(chosen({"c"}), "none");
}

}  // namespace
}  // namespace wiretape::compile
