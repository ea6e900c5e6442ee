#include "wiretape/core/provider/cohere_chat/cohere_chat_decoder.h"

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/provider/delta_text_for_test.h"

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

/// What a decoder says of several frames without names.
std::vector<std::string> decode(const std::vector<std::string>& datas) {
  const auto decoder = make_cohere_chat_decoder();
  std::vector<std::string> all;
  for (const std::string& data : datas) {
    for (auto& said : decode_frame(*decoder, {{}, data}))
      all.push_back(std::move(said));
  }
  return all;
}

std::vector<std::string> decode_whole(int status, std::string_view body) {
  std::vector<Delta> deltas;
  const auto decoder = make_cohere_chat_decoder();
  decoder->decode_whole(status, body, deltas);
  std::vector<std::string> described;
  for (const Delta& delta : deltas)
    described.push_back(describe(delta));
  return described;
}

std::string content(std::string_view step, int index, std::string_view block) {
  return R"({"type":"content-)" + std::string(step) + R"(","index":)" + std::to_string(index) +
         R"(,"delta":{"message":{"content":)" + std::string(block) + "}}}";
}

std::string call(std::string_view step, int index, std::string_view piece) {
  return R"({"type":"tool-call-)" + std::string(step) + R"(","index":)" + std::to_string(index) +
         R"(,"delta":{"message":{"tool_calls":)" + std::string(piece) + "}}}";
}

std::string cites(std::string_view citation) {
  return R"({"type":"citation-start","index":0,"delta":{"message":{"citations":)" + std::string(citation) + "}}}";
}

TEST(CohereChatDecoder, ReadsTextAndThinkingInBlocks) {
  EXPECT_THAT(
      decode({R"({"id":"i","type":"message-start","delta":{"message":{"role":"assistant","content":[],)"
              R"("tool_plan":"","tool_calls":[],"citations":[]}}})",
              content("start", 0, R"({"type":"thinking","thinking":""})"), content("delta", 0, R"({"thinking":"Hm"})"),
              R"({"type":"content-end","index":0})", content("start", 1, R"({"type":"text","text":""})"),
              content("delta", 1, R"({"text":"Hi"})"), R"({"type":"content-end","index":1})",
              R"({"type":"message-end","delta":{"finish_reason":"COMPLETE","usage":{"tokens":{}}}})", "[DONE]"}),
      ElementsAre("metadata i|", "block 0 thinking", "reasoning 0 Hm", "block 0 text", "text 0 Hi", "finish 0 COMPLETE",
                  R"(usage {"tokens":{}})", "done"));
}

TEST(CohereChatDecoder, ReadsThePlanAndTheCallsBehindIt) {
  EXPECT_THAT(decode({R"({"type":"tool-plan-delta","delta":{"message":{"tool_plan":"I will"}}})",
                      call("start", 0, R"({"id":"f_1","type":"function","function":{"name":"f","arguments":""}})"),
                      call("delta", 0, R"({"function":{"arguments":"{\"a\":"}})"),
                      call("delta", 0, R"({"function":{"arguments":"1}"}})"), R"({"type":"tool-call-end","index":0})",
                      call("start", 1, R"({"id":"g_1","type":"function","function":{"name":"g","arguments":""}})")}),
              ElementsAre("block 0 tool_plan", "reasoning 0 I will", "block 0 tool_call", "call 0.0 f_1|f|",
                          R"(call 0.0 ||{"a":)", "call 0.0 ||1}", "block 0 tool_call", "call 0.1 g_1|g|"));
}

TEST(CohereChatDecoder, BlocksMayGoOnSideBySide) {
  EXPECT_THAT(
      decode({content("delta", 0, R"({"thinking":"a"})"), content("delta", 1, R"({"text":"b"})"),
              content("delta", 0, R"({"thinking":"c"})")}),
      ElementsAre("block 0 thinking", "reasoning 0 a", "block 0 text", "text 0 b", "resumes 0 0", "reasoning 0 c"));
}

TEST(CohereChatDecoder, CitationsAreOfTheBlockThatTheyName) {
  EXPECT_THAT(decode({content("delta", 0, R"({"text":"a"})"), content("delta", 1, R"({"text":"b"})"),
                      cites(R"({"start":0,"content_index":0})"), cites(R"({"start":1})"),
                      R"({"type":"citation-end","index":0})"}),
              ElementsAre("block 0 text", "text 0 a", "block 0 text", "text 0 b", "resumes 0 0",
                          R"(citation 0 {"start":0,"content_index":0})", "resumes 0 1", R"(citation 0 {"start":1})"));
  EXPECT_THAT(decode({R"({"type":"tool-plan-delta","delta":{"message":{"tool_plan":"p"}}})",
                      cites(R"({"type":"PLAN","start":0})")}),
              ElementsAre("block 0 tool_plan", "reasoning 0 p", R"(citation 0 {"type":"PLAN","start":0})"));
}

TEST(CohereChatDecoder, TheEventsNameCountsWhereTheDataHasNoType) {
  const auto decoder = make_cohere_chat_decoder();
  EXPECT_THAT(decode_frame(*decoder, {"content-delta", R"({"index":0,"delta":{"message":{"content":{"text":"a"}}}})"}),
              ElementsAre("block 0 text", "text 0 a"));
}

TEST(CohereChatDecoder, AnErrorEndsTheMessage) {
  EXPECT_THAT(decode({R"({"type":"message-end","delta":{"error":"upstream failed","finish_reason":"ERROR"}})"}),
              ElementsAre(R"(error upstream failed|ERROR||"upstream failed")"));
  EXPECT_THAT(decode({R"({"type":"message-end","delta":{"finish_reason":"ERROR"}})"}), ElementsAre("finish 0 ERROR"));
  EXPECT_THAT(decode({R"({"message":"invalid api token"})"}), ElementsAre(StartsWith("error invalid api token|")));
}

TEST(CohereChatDecoder, WhatSaysNothingGivesNothing) {
  for (const char* data : {R"({"type":"debug","prompt":"x"})", R"({"type":"content-end","index":0})", "{}",
                           R"({"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{}}}})",
                           R"({"type":"message-end","delta":{"finish_reason":null,"usage":null}})",
                           R"({"type":"tool-plan-delta","delta":null})"}) {
    EXPECT_THAT(decode({data}), IsEmpty()) << data;
  }
}

TEST(CohereChatDecoder, WhatIsNoJsonIsUndecodable) {
  EXPECT_THAT(decode({R"({"type":"content-delta")"}), ElementsAre(StartsWith("undecodable ")));
  EXPECT_THAT(decode({"[]"}), ElementsAre(StartsWith("undecodable ")));
}

TEST(CohereChatDecoder, ContentOfUnknownKindIsHandedOn) {
  EXPECT_THAT(decode({content("start", 0, R"({"type":"image","image":"aGk="})")}),
              ElementsAre("block 0 image", R"(unknown 0 {"type":"image","image":"aGk="})"));
}

TEST(CohereChatDecoder, ReadsAWholeAnswer) {
  EXPECT_THAT(
      decode_whole(200, R"({"id":"i","message":{"role":"assistant","tool_plan":"p","tool_calls":[{"id":"f_1",)"
                        R"("type":"function","function":{"name":"f","arguments":"{}"}}],"content":[)"
                        R"({"type":"thinking","thinking":"t"},{"type":"text","text":"a"}],)"
                        R"("citations":[{"content_index":1}]},"finish_reason":"TOOL_CALL","usage":{"tokens":{}}})"),
      ElementsAre("metadata i|", "block 0 tool_plan", "reasoning 0 p", "block 0 thinking", "reasoning 0 t",
                  "block 0 text", "text 0 a", R"(citation 0 {"content_index":1})", "block 0 tool_call",
                  "call 0.0 f_1|f|{}", "finish 0 TOOL_CALL", R"(usage {"tokens":{}})", "done"));
}

TEST(CohereChatDecoder, AWholeBodyMayBeAnErrorOrNothingKnown) {
  EXPECT_THAT(decode_whole(401, R"({"id":"x","message":"invalid api token"})"),
              ElementsAre(StartsWith("error invalid api token|")));
  EXPECT_THAT(decode_whole(200, R"({"message":"invalid"})"), ElementsAre(StartsWith("error invalid|")));
  EXPECT_THAT(decode_whole(200, R"({"status":"ok"})"), ElementsAre("undecodable 0: neither an answer nor an error"));
  EXPECT_THAT(decode_whole(200, "<html>"), ElementsAre(StartsWith("undecodable ")));
}

std::string line(std::string_view type, std::string_view members) {
  return R"({"is_finished":false,"event_type":")" + std::string(type) + '"' + std::string(members) + '}';
}

TEST(CohereChatDecoder, ReadsVersion1) {
  EXPECT_THAT(decode({line("stream-start", R"(,"generation_id":"g")"), line("text-generation", R"(,"text":"Hi")"),
                      line("citation-generation", R"(,"citations":[{"start":0}])"),
                      line("stream-end", R"(,"response":{"text":"Hi","generation_id":"g","finish_reason":"COMPLETE",)"
                                         R"("meta":{"billed_units":{"input_tokens":1},"tokens":{"input_tokens":7}}},)"
                                         R"("finish_reason":"COMPLETE")")}),
              ElementsAre("metadata g|", "text 0 Hi", R"(citation 0 {"start":0})", "finish 0 COMPLETE",
                          R"(usage {"input_tokens":7})", "done"));
}

TEST(CohereChatDecoder, Version1RepeatsAtTheEndWhatItHasSaid) {
  EXPECT_THAT(decode({line("stream-end", R"(,"response":{"text":"Hi"},"finish_reason":"MAX_TOKENS")")}),
              ElementsAre("text 0 Hi", "finish 0 MAX_TOKENS", "done"));
  EXPECT_THAT(
      decode({line("tool-calls-chunk", R"(,"text":"I will")"),
              line("tool-calls-chunk", R"(,"tool_call_delta":{"name":"f","index":0})"),
              line("tool-calls-chunk", R"(,"tool_call_delta":{"index":0,"parameters":"{}"})"),
              line("tool-calls-generation", R"(,"text":"I will","tool_calls":[{"name":"f","parameters":{}}])")}),
      ElementsAre("reasoning 0 I will", "call 0.0 |f|", "call 0.0 ||{}"));
  EXPECT_THAT(decode({line("tool-calls-generation", R"(,"tool_calls":[{"name":"f","parameters":{"a": 1}}])")}),
              ElementsAre(R"(call 0.0 |f|{"a":1})"));
}

TEST(CohereChatDecoder, ReadsAWholeAnswerOfVersion1) {
  EXPECT_THAT(decode_whole(200, R"({"response_id":"r","text":"Hi","generation_id":"g","finish_reason":"COMPLETE",)"
                                R"("meta":{"tokens":{"input_tokens":7}}})"),
              ElementsAre("metadata g|", "text 0 Hi", "finish 0 COMPLETE", R"(usage {"input_tokens":7})", "done"));
}

TEST(CohereChatDecoder, BeginsWithTheMessage) {
  const auto decoder = make_cohere_chat_decoder();
  decode_frame(*decoder, {{}, "{}"});
  EXPECT_FALSE(decoder->has_begun());
  decode_frame(*decoder, {{}, R"({"type":"message-start"})"});
  EXPECT_TRUE(decoder->has_begun());
}

}  // namespace
}  // namespace wiretape::provider
