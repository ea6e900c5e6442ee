#include "wiretape/core/provider/anthropic_messages/anthropic_messages_decoder.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/provider/delta_text_for_test.h"

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Described = std::vector<std::string>;

// What one stream of these frames says, frame after frame.
Described decode(const std::vector<std::string>& frames) {
  const auto decoder = make_anthropic_messages_decoder();
  Described all;
  for (const std::string& data : frames) {
    for (std::string& delta : decode_frame(*decoder, {"message", data}))
      all.push_back(std::move(delta));
  }
  return all;
}

Described decode_whole(std::string_view body) {
  const auto decoder = make_anthropic_messages_decoder();
  std::vector<Delta> deltas;
  decoder->decode_whole(200, body, deltas);
  Described described;
  for (const Delta& delta : deltas)
    described.push_back(describe(delta));
  return described;
}

std::string start(int index, const std::string& block) {
  return R"({"type":"content_block_start","index":)" + std::to_string(index) + R"(,"content_block":)" + block + "  }";
}

std::string delta(int index, const std::string& delta) {
  return R"({"type":"content_block_delta","index":)" + std::to_string(index) + R"(,"delta":)" + delta + "     }";
}

std::string stop(int index) {
  return R"({"type":"content_block_stop","index":)" + std::to_string(index) + "}";
}

const std::string text_block = R"({"type":"text","text":""})";
const std::string call_block = R"({"type":"tool_use","id":"t1","name":"f","input":{}})";

TEST(AnthropicMessagesDecoder, ReadsAnOrdinaryStream) {
  EXPECT_THAT(
      decode(
          {R"({"type":"message_start","message":{"model":"claude","id":"msg_1","type":"message","role":"assistant","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":9,"output_tokens":1}}    })",
           start(0, text_block), R"({"type": "ping"})", delta(0, R"({"type":"text_delta","text":"Hel"})"),
           delta(0, R"({"type":"text_delta","text":"l\u00f6"})"), stop(0),
           R"({"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":5}})",
           R"({"type":"message_stop"   })"}),
      ElementsAre("metadata msg_1|claude", R"(usage {"input_tokens":9,"output_tokens":1})", "block 0 text",
                  "text 0 Hel", "text 0 l\u00F6", "finish 0 end_turn", R"(usage {"input_tokens":9,"output_tokens":5})",
                  "done"));
}

TEST(AnthropicMessagesDecoder, ReadsThinkingWithItsSignature) {
  EXPECT_THAT(decode({start(0, R"({"type":"thinking","thinking":"","signature":""})"),
                      delta(0, R"({"type":"thinking_delta","thinking":"Hm"})"),
                      delta(0, R"({"type":"signature_delta","signature":"c2ln"})"), stop(0),
                      start(1, R"({"type":"redacted_thinking","data":"ZGF0YQ=="})"), stop(1)}),
              ElementsAre("block 0 thinking", "reasoning 0 Hm", "signature 0 c2ln", "block 0 redacted_thinking",
                          "redacted 0 ZGF0YQ=="));
}

TEST(AnthropicMessagesDecoder, ReadsCitations) {
  EXPECT_THAT(decode({start(0, R"({"type":"text","text":"","citations":[]})"),
                      delta(0, R"({"type":"text_delta","text":"See"})"),
                      delta(0, R"({"type":"citations_delta","citation":{"type":"page", "n":1}})")}),
              ElementsAre("block 0 text", "text 0 See", R"(citation 0 {"type":"page", "n":1})"));
}

TEST(AnthropicMessagesDecoder, JoinsTheInputOfParallelCalls) {
  EXPECT_THAT(decode({start(0, text_block), stop(0), start(1, call_block),
                      delta(1, R"({"type":"input_json_delta","partial_json":""})"),
                      delta(1, R"({"type":"input_json_delta","partial_json":"{\"a\":"})"),
                      start(2, R"({"type":"tool_use","id":"t2","name":"g","input":{}})"),
                      delta(2, R"({"type":"input_json_delta","partial_json":"{}"})"),
                      delta(1, R"({"type":"input_json_delta","partial_json":"1}"})"), stop(1), stop(2)}),
              ElementsAre("block 0 text", "block 0 tool_use", "call 0.0 t1|f|", R"(call 0.0 ||{"a":)",
                          "block 0 tool_use", "call 0.1 t2|g|", "call 0.1 ||{}", "call 0.0 ||1}"));
}

TEST(AnthropicMessagesDecoder, ACallWithoutPiecesHasTheInputThatItBeganWith) {
  EXPECT_THAT(decode({start(0, call_block), delta(0, R"({"type":"input_json_delta","partial_json":""})"), stop(0)}),
              ElementsAre("block 0 tool_use", "call 0.0 t1|f|", "call 0.0 ||{}"));
  EXPECT_THAT(decode({start(0, R"({"type":"tool_use","id":"t1","name":"f","input":{ "a": "b c" }})"), stop(0)}),
              ElementsAre("block 0 tool_use", "call 0.0 t1|f|", R"(call 0.0 ||{"a":"b c"})"));
}

TEST(AnthropicMessagesDecoder, ACallThatWasCutHasNoMadeUpInput) {
  EXPECT_THAT(decode({start(0, call_block)}), ElementsAre("block 0 tool_use", "call 0.0 t1|f|"));
}

TEST(AnthropicMessagesDecoder, ToolsThatRunElsewhereAreBlocksOnly) {
  EXPECT_THAT(decode({start(0, R"({"type":"server_tool_use","id":"s1","name":"web_search","input":{}})"),
                      delta(0, R"({"type":"input_json_delta","partial_json":"{\"q\":1}"})"), stop(0),
                      start(1, R"({"type":"web_search_tool_result","tool_use_id":"s1","content":[{"type":"x"}]})"),
                      stop(1), start(2, R"({"type":"never_heard_of","text":"t","data":"d","signature":"s"})")}),
              ElementsAre("block 0 server_tool_use", "block 0 web_search_tool_result", "block 0 never_heard_of",
                          R"(unknown 0 {"type":"never_heard_of","text":"t","data":"d","signature":"s"})"));
}

TEST(AnthropicMessagesDecoder, WhatIsUnknownSaysNothingUnlessItHoldsContent) {
  EXPECT_THAT(decode({R"({"type":"never_heard_of","delta":"d","message":"m","index":"i","content":3,"usage":[]})",
                      R"({"type":"ping"})", "{}"}),
              IsEmpty());
  EXPECT_THAT(decode({start(0, text_block), delta(0, R"({"type":"never_heard_of","text":"t"})")}),
              ElementsAre("block 0 text", R"(unknown 0 {"type":"never_heard_of","text":"t"})"));
  EXPECT_THAT(decode({start(0, text_block), delta(0, R"({"type":"never_heard_of","n":1,"text":""})"), delta(0, "[]")}),
              ElementsAre("block 0 text"));
}

TEST(AnthropicMessagesDecoder, SomeGatewaySendsOpenaisTerminator) {
  EXPECT_THAT(decode({start(0, text_block), " [DONE] ", R"({"type":"message_stop"})", "[DONE]"}),
              ElementsAre("block 0 text", "done"));
}

TEST(AnthropicMessagesDecoder, TheEventsNameCountsWhereTheTypeIsMissing) {
  const auto decoder = make_anthropic_messages_decoder();
  EXPECT_THAT(
      decode_frame(*decoder, {"content_block_delta", R"({"index":0,"delta":{"type":"text_delta","text":"a"}})"}),
      ElementsAre("block 0 text", "text 0 a"));
  EXPECT_THAT(decode_frame(*decoder, {"message_stop", "{}"}), ElementsAre("done"));
}

TEST(AnthropicMessagesDecoder, MembersMayStandInAnyOrder) {
  EXPECT_THAT(decode({R"({"delta":{"text":"a","type":"text_delta"},"index":0,"type":"content_block_delta"})"}),
              ElementsAre("block 0 text", "text 0 a"));
}

TEST(AnthropicMessagesDecoder, EveryStopReasonIsKeptAsText) {
  for (const char* reason : {"end_turn", "max_tokens", "stop_sequence", "tool_use", "pause_turn", "refusal",
                             "model_context_window_exceeded", "made up"}) {
    EXPECT_THAT(decode({std::string(R"({"type":"message_delta","delta":{"stop_reason":")") + reason + "\"}}"}),
                ElementsAre(std::string("finish 0 ") + reason));
  }
  EXPECT_THAT(decode({R"({"type":"message_delta","delta":{"stop_reason":null}})"}), IsEmpty());
}

TEST(AnthropicMessagesDecoder, ReadsTheExplanationOfARefusal) {
  EXPECT_THAT(
      decode(
          {R"({"type":"message_delta","delta":{"stop_reason":"refusal","stop_details":{"type":"refusal","category":null,"explanation":"No."}}})"}),
      ElementsAre("refusal 0 No.", "finish 0 refusal"));
}

TEST(AnthropicMessagesDecoder, ReadsAWholeMessage) {
  EXPECT_THAT(decode_whole(R"({"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[
        {"type":"thinking","thinking":"Hm","signature":"c2ln"}, {"type":"redacted_thinking","data":"ZGF0YQ=="},
        {"type":"text","text":"See","citations":[{"n":1},{"n":2}]},
        {"type":"tool_use","id":"t1","name":"f","input":{"a": [1, 2]}},
        {"type":"server_tool_use","id":"s1","name":"web_search","input":{}}],
        "stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":9, "output_tokens":5}})"),
              ElementsAre("metadata msg_1|claude", "block 0 thinking", "reasoning 0 Hm", "signature 0 c2ln",
                          "block 0 redacted_thinking", "redacted 0 ZGF0YQ==", "block 0 text", "text 0 See",
                          R"(citation 0 {"n":1})", R"(citation 0 {"n":2})", "block 0 tool_use",
                          R"(call 0.0 t1|f|{"a":[1,2]})", "block 0 server_tool_use", "finish 0 tool_use",
                          R"(usage {"input_tokens":9,"output_tokens":5})", "done"));
}

TEST(AnthropicMessagesDecoder, AnEmptyWholeMessageIsAnAnswer) {
  EXPECT_THAT(decode_whole(R"({"type":"message","content":[],"stop_reason":"end_turn"})"),
              ElementsAre("finish 0 end_turn", "done"));
}

TEST(AnthropicMessagesDecoder, AStreamsStartMayHoldContent) {
  EXPECT_THAT(decode({R"({"type":"message_start","message":{"id":"m","content":[{"type":"text","text":"all"}]}})"}),
              ElementsAre("metadata m|", "block 0 text", "text 0 all"));
}

}  // namespace
}  // namespace wiretape::provider
