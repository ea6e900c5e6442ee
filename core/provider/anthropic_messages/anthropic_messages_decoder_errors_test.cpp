#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/provider/anthropic_messages/anthropic_messages_decoder.h"
#include "wiretape/core/provider/delta_text_for_test.h"

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using ::testing::StartsWith;
using Described = std::vector<std::string>;

Described decode(const std::vector<Frame>& frames) {
  const auto decoder = make_anthropic_messages_decoder();
  Described all;
  for (const Frame& frame : frames) {
    for (std::string& delta : decode_frame(*decoder, frame))
      all.push_back(std::move(delta));
  }
  return all;
}

Described decode_whole(int status, std::string_view body) {
  const auto decoder = make_anthropic_messages_decoder();
  std::vector<Delta> deltas;
  decoder->decode_whole(status, body, deltas);
  Described described;
  for (const Delta& delta : deltas)
    described.push_back(describe(delta));
  return described;
}

TEST(AnthropicMessagesDecoderErrors, AnErrorEvent) {
  EXPECT_THAT(
      decode(
          {{"error",
            R"({"type":"error","error":{"details":null,"type":"overloaded_error","message":"Overloaded"},"request_id":"req_1"})"}}),
      ElementsAre(
          R"(error Overloaded|overloaded_error||{"details":null,"type":"overloaded_error","message":"Overloaded"})"));
}

TEST(AnthropicMessagesDecoderErrors, AnErrorUnderAnyName) {
  EXPECT_THAT(decode({{"message", R"({"type":"error","error":{"type":"t","message":"m"}})"}}),
              ElementsAre(R"(error m|t||{"type":"t","message":"m"})"));
  EXPECT_THAT(decode({{"message", R"({"error":{"message":"m","code":429}})"}}),
              ElementsAre(R"(error m||429|{"message":"m","code":429})"));
  EXPECT_THAT(decode({{"error", R"({"type":"overloaded_error","message":"m"})"}}),
              ElementsAre(R"(error m|overloaded_error||{"type":"overloaded_error","message":"m"})"));
  EXPECT_THAT(decode({{"error", "upstream went away"}}), ElementsAre("error upstream went away|||"));
}

TEST(AnthropicMessagesDecoderErrors, WhatIsNoJsonCantBeRead) {
  EXPECT_THAT(
      decode({{"message", R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a)"}}),
      ElementsAre(StartsWith("undecodable ")));
  EXPECT_THAT(decode({{"message", "plain text"}}), ElementsAre(StartsWith("undecodable 0")));
  EXPECT_THAT(decode({{"message", "{\"type\":\"ping\",\"x\":\"\xFF\"}"}}), ElementsAre("undecodable 20: not UTF-8"));
}

TEST(AnthropicMessagesDecoderErrors, EventsWithoutWhatTheyAreFor) {
  EXPECT_THAT(decode({{"message", R"({"type":"content_block_delta","index":0})"}}),
              ElementsAre("undecodable 0: content_block_delta without a delta"));
  EXPECT_THAT(decode({{"message", R"({"type":"content_block_start","index":0,"content_block":[]})"}}),
              ElementsAre("undecodable 0: content_block_start without a block"));
  EXPECT_THAT(
      decode({{"message",
               R"({"type":"content_block_start","index":0,"content_block":{"type":"tool_use","input":{"a":1}}})"}}),
      ElementsAre("undecodable 0: a tool call without id and name"));
}

TEST(AnthropicMessagesDecoderErrors, InputForACallThatNeverBegan) {
  EXPECT_THAT(
      decode({{"message",
               R"({"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{"}})"}}),
      ElementsAre("undecodable 0: input for a tool call that has not begun"));
}

TEST(AnthropicMessagesDecoderErrors, TextForABlockBehindWhichAnotherBeganIsTheBlocks) {
  EXPECT_THAT(
      decode(
          {{"message", R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a"}})"},
           {"message", R"({"type":"content_block_delta","index":1,"delta":{"type":"thinking_delta","thinking":"b"}})"},
           {"message", R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"c"}})"}}),
      ElementsAre("block 0 text", "text 0 a", "block 0 thinking", "reasoning 0 b", "resumes 0 0", "text 0 c"));
}

TEST(AnthropicMessagesDecoderErrors, BodiesOfErrorStatuses) {
  EXPECT_THAT(
      decode_whole(529,
                   R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"r"})"),
      ElementsAre(R"(error Overloaded|overloaded_error||{"type":"overloaded_error","message":"Overloaded"})"));
  EXPECT_THAT(decode_whole(502, " <html>Bad gateway</html>\n"), ElementsAre("error <html>Bad gateway</html>|||"));
  EXPECT_THAT(decode_whole(500, R"({"message":"m"})"), ElementsAre(R"(error m|||{"message":"m"})"));
  EXPECT_THAT(decode_whole(500, ""), ElementsAre("error |||"));
}

TEST(AnthropicMessagesDecoderErrors, BodiesThatAreNoAnswer) {
  EXPECT_THAT(decode_whole(200, R"({"status":"ok"})"), ElementsAre("undecodable 0: neither a message nor an error"));
  EXPECT_THAT(decode_whole(200, R"({"type":"message","content":[)"), ElementsAre(StartsWith("undecodable ")));
  EXPECT_THAT(decode_whole(200, R"({"type":"error","error":{"message":"m"}})"), SizeIs(1));
}

}  // namespace
}  // namespace wiretape::provider
