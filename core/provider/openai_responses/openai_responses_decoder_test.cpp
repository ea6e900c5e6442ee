#include "wiretape/core/provider/openai_responses/openai_responses_decoder.h"

#include <string>
#include <utility>
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
Described decode(std::initializer_list<std::string_view> frames) {
  const auto decoder = make_openai_responses_decoder();
  Described all;
  for (const std::string_view data : frames) {
    for (std::string& delta : decode_frame(*decoder, {"message", data}))
      all.push_back(std::move(delta));
  }
  std::vector<Delta> held_back;
  decoder->end(held_back);
  for (const Delta& delta : held_back)
    all.push_back(describe(delta));
  return all;
}

Described decode_whole(std::string_view body, int status = 200) {
  const auto decoder = make_openai_responses_decoder();
  std::vector<Delta> deltas;
  decoder->decode_whole(status, body, deltas);
  Described all;
  for (const Delta& delta : deltas)
    all.push_back(describe(delta));
  return all;
}

constexpr std::string_view completed = R"({"type":"response.completed","response":{"status":"completed","output":[]}})";

TEST(OpenaiResponsesDecoder, ReadsAnOrdinaryStream) {
  EXPECT_THAT(
      decode(
          {R"({"type":"response.created","response":{"id":"r1","model":"m","status":"in_progress","output":[],"usage":null,"error":null},"sequence_number":0})",
           R"({"type":"response.in_progress","response":{"id":"r1","model":"m","status":"in_progress","output":[]}})",
           R"({"type":"response.output_item.added","output_index":0,"item":{"id":"msg_1","type":"message","content":[]}})",
           R"({"type":"response.content_part.added","item_id":"msg_1","output_index":0,"content_index":0,"part":{"type":"output_text","text":""}})",
           R"({"type":"response.output_text.delta","item_id":"msg_1","output_index":0,"content_index":0,"delta":"Hel","obfuscation":"x7"})",
           R"({"type":"response.output_text.delta","item_id":"msg_1","output_index":0,"content_index":0,"delta":"lo"})",
           R"({"type":"response.output_text.done","item_id":"msg_1","output_index":0,"content_index":0,"text":"Hello"})",
           R"({"type":"response.content_part.done","item_id":"msg_1","output_index":0,"content_index":0,"part":{"type":"output_text","text":"Hello"}})",
           R"({"type":"response.output_item.done","output_index":0,"item":{"id":"msg_1","type":"message","content":[{"type":"output_text","text":"Hello"}]}})",
           R"({"type":"response.completed","response":{"id":"r1","model":"m","status":"completed","output":[{"id":"msg_1","type":"message","content":[{"type":"output_text","text":"Hello"}]}],"usage":{"total_tokens":3}}})"}),
      ElementsAre("metadata r1|m", "block 0 output_text", "text 0 Hel", "text 0 lo", "finish 0 completed",
                  R"(usage {"total_tokens":3})", "done"));
}

TEST(OpenaiResponsesDecoder, ReadsHostsWithoutNumbersAndIds) {
  EXPECT_THAT(
      decode({R"({"type":"response.output_item.added","item":{"type":"message"}})",
              R"({"type":"response.content_part.added","part":{"type":"output_text","text":""}})",
              R"({"type":"response.output_text.delta","delta":"a"})",
              R"({"type":"response.content_part.added","part":{"type":"output_text","text":""}})",
              R"({"type":"response.output_text.delta","delta":"b"})",
              R"({"type":"response.output_item.done","item":{"type":"message","content":[)"
              R"({"type":"output_text","text":"a"},{"type":"output_text","text":"b"}]}})",
              completed}),
      ElementsAre("block 0 output_text", "text 0 a", "block 0 output_text", "text 0 b", "finish 0 completed", "done"));
}

TEST(OpenaiResponsesDecoder, TakesWhatComesWholeWhereNoPieceCame) {
  const auto done = R"({"type":"response.output_text.done","output_index":0,"content_index":0,"text":"Hello"})";
  EXPECT_THAT(decode({done, completed}),
              ElementsAre("block 0 output_text", "text 0 Hello", "finish 0 completed", "done"));
  EXPECT_THAT(decode({R"({"type":"response.output_item.done","output_index":0,"item":{"type":"message","content":[)"
                      R"({"type":"output_text","text":"Hello","annotations":[{"type":"url_citation"}]}]}})"}),
              ElementsAre("block 0 output_text", "text 0 Hello", R"(citation 0 {"type":"url_citation"})"));
  EXPECT_THAT(decode({R"({"type":"response.completed","response":{"status":"completed","output":[{"type":"message",)"
                      R"("content":[{"type":"output_text","text":"Hello"}]}]}})"}),
              ElementsAre("block 0 output_text", "text 0 Hello", "finish 0 completed", "done"));
}

TEST(OpenaiResponsesDecoder, ReadsRefusals) {
  EXPECT_THAT(decode({R"({"type":"response.refusal.delta","output_index":0,"content_index":0,"delta":"I "})",
                      R"({"type":"response.refusal.delta","output_index":0,"content_index":0,"delta":"can't"})",
                      R"({"type":"response.refusal.done","output_index":0,"content_index":0,"refusal":"I can't"})"}),
              ElementsAre("block 0 refusal", "refusal 0 I ", "refusal 0 can't"));
}

TEST(OpenaiResponsesDecoder, ReadsReasoningOfEitherKindWithItsSignature) {
  EXPECT_THAT(
      decode(
          {R"({"type":"response.output_item.added","output_index":0,"item":{"type":"reasoning","encrypted_content":"early"}})",
           R"({"type":"response.reasoning_summary_part.added","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":""}})",
           R"({"type":"response.reasoning_summary_text.delta","output_index":0,"summary_index":0,"delta":"One"})",
           R"({"type":"response.reasoning_summary_text.delta","output_index":0,"summary_index":1,"delta":"Two"})",
           R"({"type":"response.reasoning_text.delta","output_index":0,"content_index":0,"delta":"Raw"})",
           R"({"type":"response.output_item.done","output_index":0,"item":{"type":"reasoning","encrypted_content":"gAA",)"
           R"("summary":[{"type":"summary_text","text":"One"},{"type":"summary_text","text":"Two"}],)"
           R"("content":[{"type":"reasoning_text","text":"Raw"}]}})"}),
      ElementsAre("block 0 reasoning", "reasoning 0 One", "block 0 reasoning", "reasoning 0 Two", "block 0 reasoning",
                  "reasoning 0 Raw", "signature 0 gAA"));
  EXPECT_THAT(
      decode(
          {R"({"type":"response.output_item.done","item":{"type":"reasoning","summary":[],"encrypted_content":"g"}})"}),
      ElementsAre("block 0 reasoning", "signature 0 g"));
}

TEST(OpenaiResponsesDecoder, ReadsCallsSideBySide) {
  EXPECT_THAT(
      decode(
          {R"({"type":"response.output_item.added","output_index":0,"item":{"id":"fc_1","type":"function_call","call_id":"a","name":"f","arguments":""}})",
           R"({"type":"response.output_item.added","output_index":1,"item":{"id":"ct_2","type":"custom_tool_call","call_id":"b","name":"g","input":""}})",
           R"({"type":"response.function_call_arguments.delta","output_index":0,"delta":"{"})",
           R"({"type":"response.custom_tool_call_input.delta","output_index":1,"delta":"ls"})",
           R"({"type":"response.function_call_arguments.delta","item_id":"fc_1","delta":"}"})",
           R"({"type":"response.function_call_arguments.done","output_index":0,"arguments":"{}"})",
           R"({"type":"response.custom_tool_call_input.done","output_index":1,"input":"ls"})",
           R"({"type":"response.output_item.done","output_index":1,"item":{"type":"custom_tool_call","call_id":"b","name":"g","input":"ls"}})"}),
      ElementsAre("block 0 function_call", "call 0.0 a|f|", "block 0 custom_tool_call", "call 0.1 b|g|", "call 0.0 ||{",
                  "call 0.1 ||ls", "call 0.0 ||}"));
}

TEST(OpenaiResponsesDecoder, FindsWhatACallSaysWhereverItStands) {
  EXPECT_THAT(
      decode(
          {R"({"type":"response.output_item.added","output_index":0,"item":{"type":"function_call","arguments":""}})",
           R"({"type":"response.function_call_arguments.done","output_index":0,"arguments":"{}"})",
           R"({"type":"response.output_item.done","output_index":0,"item":{"type":"function_call","call_id":"a","name":"f","arguments":"{}"}})"}),
      ElementsAre("block 0 function_call", "call 0.0 ||{}", "call 0.0 a|f|"));
  EXPECT_THAT(
      decode(
          {R"({"type":"response.output_item.added","item":{"type":"function_call","call_id":"a","name":"f","arguments":"{}"}})",
           completed}),
      ElementsAre("block 0 function_call", "call 0.0 a|f|", "call 0.0 ||{}", "finish 0 completed", "done"));
}

TEST(OpenaiResponsesDecoder, GoesOnWithPartsThatAreOpenSideBySide) {
  EXPECT_THAT(
      decode({R"({"type":"response.output_text.delta","output_index":0,"delta":"a"})",
              R"({"type":"response.output_text.delta","output_index":1,"delta":"b"})",
              R"({"type":"response.output_text.delta","output_index":0,"delta":"c"})"}),
      ElementsAre("block 0 output_text", "text 0 a", "block 0 output_text", "text 0 b", "resumes 0 0", "text 0 c"));
}

TEST(OpenaiResponsesDecoder, HandsOnWhatItDoesNotKnow) {
  EXPECT_THAT(
      decode(
          {R"({"type":"response.output_item.added","output_index":0,"item":{"id":"ws_1","type":"web_search_call"}})",
           R"({"type":"response.web_search_call.searching","output_index":0,"item_id":"ws_1"})",
           R"({"type":"response.output_item.done","output_index":0,"item":{"id":"ws_1","type":"web_search_call","action":{"query":"q"}}})"}),
      ElementsAre("block 0 web_search_call",
                  R"(unknown 0 {"id":"ws_1","type":"web_search_call","action":{"query":"q"}})"));
  EXPECT_THAT(decode({R"({"type":"response.telepathy.delta","item_id":"x","delta":"hm"})"}),
              ElementsAre(R"(unknown 0 {"type":"response.telepathy.delta","item_id":"x","delta":"hm"})"));
  EXPECT_THAT(decode({R"({"type":"response.telepathy.started","item_id":"x","sequence_number":4})",
                      R"({"type":"keepalive","sequence_number":2})", "[DONE]"}),
              IsEmpty());
}

TEST(OpenaiResponsesDecoder, NamesWhyAResponseIsIncomplete) {
  EXPECT_THAT(decode({R"({"type":"response.incomplete","response":{"status":"incomplete",)"
                      R"("incomplete_details":{"reason":"max_output_tokens"}}})"}),
              ElementsAre("finish 0 max_output_tokens", "done"));
  EXPECT_THAT(decode({R"({"type":"response.incomplete","response":{}})"}), ElementsAre("finish 0 incomplete", "done"));
  EXPECT_THAT(decode({R"({"type":"response.completed","response":{"status":null}})"}), ElementsAre("done"));
  EXPECT_THAT(decode({R"({"type":"response.cancelled","response":{"status":"cancelled"}})"}),
              ElementsAre("finish 0 cancelled", "done"));
}

TEST(OpenaiResponsesDecoder, OnlyTheProvidersEventIsTheEnd) {
  EXPECT_THAT(decode({R"({"type":"response.output_text.done","text":"a"})", "[DONE]"}),
              ElementsAre("block 0 output_text", "text 0 a"));
  EXPECT_THAT(decode({R"({"status":"completed","output":[{"type":"message"}]})"}),
              ElementsAre(R"(unknown 0 {"status":"completed","output":[{"type":"message"}]})"));
}

TEST(OpenaiResponsesDecoder, JoinsHalvesOfCharacters) {
  EXPECT_THAT(decode({R"({"type":"response.output_text.delta","delta":"a\ud83d"})",
                      R"({"type":"response.output_text.delta","delta":"\ude00b"})"}),
              ElementsAre("block 0 output_text", "text 0 a", "text 0 \U0001F600b"));
}

TEST(OpenaiResponsesDecoder, MissesWhatAnEventSpeaksOf) {
  EXPECT_THAT(decode({R"({"type":"response.output_item.added"})"}),
              ElementsAre("undecodable 0: an event without what it speaks of"));
  EXPECT_THAT(decode({R"({"type":"response.output_text.delta")"}).size(), 1U);
}

TEST(OpenaiResponsesDecoder, ReadsAWholeAnswer) {
  EXPECT_THAT(
      decode_whole(
          R"({"id":"r1","object":"response","model":"m","status":"completed","error":null,"text":{"format":{}},)"
          R"("output":[{"type":"reasoning","summary":[{"type":"summary_text","text":"Hm."}]},)"
          R"({"type":"message","content":[{"type":"output_text","text":"Hi"}]},)"
          R"({"type":"function_call","id":"fc_1","call_id":"a","name":"f","arguments":"{}"}],)"
          R"("usage":{"total_tokens":3}})"),
      ElementsAre("metadata r1|m", "block 0 reasoning", "reasoning 0 Hm.", "block 0 output_text", "text 0 Hi",
                  "block 0 function_call", "call 0.0 a|f|", "call 0.0 ||{}", "finish 0 completed",
                  R"(usage {"total_tokens":3})", "done"));
}

TEST(OpenaiResponsesDecoder, AWholeAnswerThatIsNotReadyIsNoEnd) {
  EXPECT_THAT(decode_whole(R"({"id":"r1","model":"m","status":"queued","output":[]})"), ElementsAre("metadata r1|m"));
  EXPECT_THAT(decode_whole(R"({"status":"ok"})"), ElementsAre("undecodable 0: neither a response nor an error"));
}

}  // namespace
}  // namespace wiretape::provider
