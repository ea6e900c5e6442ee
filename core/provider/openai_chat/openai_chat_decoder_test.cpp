#include "wiretape/core/provider/openai_chat/openai_chat_decoder.h"

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
Described decode(std::initializer_list<std::string_view> frames) {
  const auto decoder = make_openai_chat_decoder();
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

Described decode_delta(const std::string& delta) {
  return decode({R"({"choices":[{"index":0,"delta":)" + delta + "}]}"});
}

TEST(OpenaiChatDecoder, ReadsAnOrdinaryStream) {
  EXPECT_THAT(
      decode(
          {R"({"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","system_fingerprint":"fp","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null})",
           R"({"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"Hel"},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"x7"})",
           R"({"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":null}]})",
           R"({"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})",
           R"({"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":1}})",
           "[DONE]"}),
      ElementsAre("metadata c1|m", "text 0 Hel", "text 0 lo", "finish 0 stop", R"(usage {"prompt_tokens":1})", "done"));
}

TEST(OpenaiChatDecoder, UnescapesText) {
  EXPECT_THAT(decode_delta(R"({"content":"a\"b\\c\/d\n\t\u00e9\ud83d\ude00"})"),
              ElementsAre("text 0 a\"b\\c/d\n\t\u00E9\U0001F600"));
  EXPECT_THAT(decode_delta("{\"content\":\"h\u00E9llo \U0001F600\"}"), ElementsAre("text 0 h\u00E9llo \U0001F600"));
}

TEST(OpenaiChatDecoder, TakesHalfASurrogatePairForAReplacementCharacter) {
  EXPECT_THAT(decode_delta(R"({"content":"a\ud83d"})"), ElementsAre("text 0 a", "text 0 \uFFFD"));
  EXPECT_THAT(decode_delta(R"({"content":"\ude00b"})"), ElementsAre("text 0 \uFFFDb"));
  EXPECT_THAT(decode_delta(R"({"content":"\ud83d\u0041"})"), ElementsAre("text 0 \uFFFDA"));
}

TEST(OpenaiChatDecoder, MembersMayStandInAnyOrder) {
  EXPECT_THAT(
      decode(
          {R"({"usage":{"n":1},"choices":[{"finish_reason":"length","delta":{"content":"a","reasoning":"r"},"index":2}],"model":"m","id":"i"})"}),
      ElementsAre("metadata i|m", "reasoning 2 r", "text 2 a", "finish 2 length", R"(usage {"n":1})"));
}

TEST(OpenaiChatDecoder, BlanksBetweenTokensAreNothing) {
  EXPECT_THAT(decode({" { \"id\" : \"i\" ,\n \"choices\" : [ { \"delta\"\t: { \"content\" : \"a\" } } ] ,"
                      " \"usage\" : { \"n\" : 1 } } \r\n"}),
              ElementsAre("metadata i|", "text 0 a", "usage { \"n\" : 1 }"));
}

TEST(OpenaiChatDecoder, ReportsMetadataWhereItChanges) {
  EXPECT_THAT(decode({R"({"id":"","model":"","choices":[]})", R"({"id":"a","choices":[]})", R"({"id":"a","model":"m"})",
                      R"({"id":"","model":"m"})", R"({"id":"b","model":"m"})", R"({"id":null,"model":null})"}),
              ElementsAre("metadata a|", "metadata a|m", "metadata b|m"));
}

TEST(OpenaiChatDecoder, ReadsAzuresPrelude) {
  EXPECT_THAT(decode({R"({"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":)"
                      R"([{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}}}]})",
                      R"({"choices":[{"content_filter_results":{"hate":{"filtered":false}},"delta":{"content":"I"},)"
                      R"("finish_reason":null,"index":0,"logprobs":null}],"id":"c","model":"m"})"}),
              ElementsAre("metadata c|m", "text 0 I"));
}

TEST(OpenaiChatDecoder, ReadsReasoningUnderEachOfItsNames) {
  EXPECT_THAT(decode_delta(R"({"reasoning_content":"r","content":null})"), ElementsAre("reasoning 0 r"));
  EXPECT_THAT(decode_delta(R"({"reasoning":"r","content":""})"), ElementsAre("reasoning 0 r"));
  EXPECT_THAT(decode_delta(R"({"reasoning_details":[{"type":"reasoning.text","text":"r"},{"type":"reasoning.summary",)"
                           R"("summary":"s"},{"type":"reasoning.encrypted","data":"zzz"}]})"),
              ElementsAre("reasoning 0 r", "reasoning 0 s"));
}

TEST(OpenaiChatDecoder, CountsReasoningOnce) {
  EXPECT_THAT(decode_delta(R"({"reasoning":"r","reasoning_details":[{"text":"r"}]})"), ElementsAre("reasoning 0 r"));
  EXPECT_THAT(decode_delta(R"({"reasoning_details":[{"text":"r"}],"reasoning":"r"})"), ElementsAre("reasoning 0 r"));
  EXPECT_THAT(decode_delta(R"({"reasoning":"r","reasoning_content":"r"})"), ElementsAre("reasoning 0 r"));
  EXPECT_THAT(decode_delta(R"({"reasoning":null,"reasoning_content":"","reasoning_details":[{"text":"r"}]})"),
              ElementsAre("reasoning 0 r"));
}

TEST(OpenaiChatDecoder, ReadsTypedContent) {
  EXPECT_THAT(decode_delta(R"({"content":[{"type":"thinking","thinking":[{"type":"text","text":"r1"},{"type":"text",)"
                           R"("text":"r2"}],"closed":true},{"type":"text","text":"t"}]})"),
              ElementsAre("reasoning 0 r1", "reasoning 0 r2", "text 0 t"));
  EXPECT_THAT(
      decode_delta(R"({"content":[{"text":"t","type":"text"},"u",{"type":"image_url","image_url":{"url":"x"}}]})"),
      ElementsAre("text 0 t", "text 0 u", ::testing::StartsWith("unknown 0 {\"content\":[")));
  EXPECT_THAT(decode_delta(R"({"content":{"type":"text","text":"t"}})"), ElementsAre("text 0 t"));
  EXPECT_THAT(decode_delta(R"({"content":[{"type":"reasoning","summary":[{"type":"summary_text","text":"r"}]}]})"),
              ElementsAre("reasoning 0 r"));
  EXPECT_THAT(decode_delta(R"({"content":[{"text":"r","type":"reasoning"},{"type":"thinking","thinking":"q"}]})"),
              ElementsAre("reasoning 0 r", "reasoning 0 q"));
  EXPECT_THAT(decode_delta(R"({"content":[{"type":"refusal","refusal":"no"},null,{"type":"thinking","thinking":[]}]})"),
              ElementsAre("refusal 0 no"));
}

TEST(OpenaiChatDecoder, ReadsRefusals) {
  EXPECT_THAT(decode_delta(R"({"refusal":"I can't."})"), ElementsAre("refusal 0 I can't."));
  EXPECT_THAT(decode_delta(R"({"refusal":null})"), IsEmpty());
}

TEST(OpenaiChatDecoder, ReadsSeveralChoices) {
  EXPECT_THAT(decode({R"({"choices":[{"index":1,"delta":{"content":"b"}},{"index":0,"delta":{"content":"a"},)"
                      R"("finish_reason":"stop"}]})",
                      R"({"choices":[{"delta":{"content":"c"},"finish_reason":"length","index":1}]})"}),
              ElementsAre("text 1 b", "text 0 a", "finish 0 stop", "text 1 c", "finish 1 length"));
}

TEST(OpenaiChatDecoder, KeepsEveryFinishReasonAsItIs) {
  for (const std::string reason :
       {"stop", "length", "tool_calls", "function_call", "content_filter", "error", "eos_token", "made up \u00E9"}) {
    EXPECT_THAT(decode({R"({"choices":[{"delta":{},"finish_reason":")" + reason + R"("}]})"}),
                ElementsAre("finish 0 " + reason));
  }
  EXPECT_THAT(decode({R"({"choices":[{"delta":{},"finish_reason":2}]})"}), ElementsAre("finish 0 2"));
  EXPECT_THAT(decode({R"({"choices":[{"delta":{},"finish_reason":null}]})"}), IsEmpty());
  EXPECT_THAT(decode({R"({"choices":[{"delta":{},"finish_reason":""}]})"}), IsEmpty());
}

TEST(OpenaiChatDecoder, FindsUsageWhereverItStands) {
  const std::string usage = R"({"total_tokens":3,"details":{"a":[1,2.5e1,null]}})";
  EXPECT_THAT(decode({R"({"choices":[],"usage":)" + usage + "}"}), ElementsAre("usage " + usage));
  EXPECT_THAT(decode({R"({"x_groq":{"id":"req","usage":)" + usage + "}}"}), ElementsAre("usage " + usage));
  EXPECT_THAT(decode({R"({"choices":[{"delta":{},"finish_reason":"stop","usage":)" + usage + "}]}"}),
              ElementsAre("finish 0 stop", "usage " + usage));
  EXPECT_THAT(decode({R"({"choices":[],"usage":null,"x_groq":{"usage":null}})"}), IsEmpty());
  EXPECT_THAT(decode({R"({"choices":[],"usage":{}})"}), IsEmpty());
}

TEST(OpenaiChatDecoder, TakesAMessageInPlaceOfADelta) {
  EXPECT_THAT(
      decode({R"({"choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]})"}),
      ElementsAre("text 0 Hi", "finish 0 stop"));
  EXPECT_THAT(decode({R"({"choices":[{"delta":null,"message":{"content":"Hi"}}]})"}), ElementsAre("text 0 Hi"));
}

TEST(OpenaiChatDecoder, ADeltaBesideAMessageCountsAlone) {
  EXPECT_THAT(decode({R"({"choices":[{"delta":{"content":"b"},"message":{"content":"ab"}}]})"}),
              ElementsAre("text 0 b"));
  EXPECT_THAT(decode({R"({"choices":[{"message":{"content":"ab"},"delta":{"content":"b"}}]})"}),
              ElementsAre("text 0 b"));
  EXPECT_THAT(decode({R"({"choices":[{"delta":{"content":"ab"}}]})",
                      R"({"choices":[{"delta":{},"message":{"content":"ab"},"finish_reason":"stop"}]})"}),
              ElementsAre("text 0 ab", "finish 0 stop"));
}

TEST(OpenaiChatDecoder, AMessageBesideADeltaCountsWhereNothingWasSaid) {
  EXPECT_THAT(
      decode({R"({"choices":[{"delta":{"role":"assistant"},"message":{"content":"all"},"finish_reason":"stop"}]})"}),
      ElementsAre("text 0 all", "finish 0 stop"));
  EXPECT_THAT(decode({R"({"choices":[{"delta":{"content":"a"},"index":1},)"
                      R"({"delta":{},"message":{"reasoning":"r"},"index":0}]})"}),
              ElementsAre("text 1 a", "reasoning 0 r"));
}

TEST(OpenaiChatDecoder, ChunksThatSayNothingSayNothing) {
  EXPECT_THAT(
      decode({"{}", R"({"choices":null})", R"({"choices":[]})", R"({"choices":[{}]})",
              R"({"choices":[{"delta":null}]})", R"({"choices":[{"index":0}]})", R"({"type":"ping","p":"abc"})"}),
      IsEmpty());
}

TEST(OpenaiChatDecoder, IgnoresEventNamesButError) {
  const auto decoder = make_openai_chat_decoder();
  EXPECT_THAT(decode_frame(*decoder, {"completion", R"({"choices":[{"delta":{"content":"a"}}]})"}),
              ElementsAre("text 0 a"));
  EXPECT_THAT(decode_frame(*decoder, {"", R"({"choices":[{"delta":{"content":"b"}}]})"}), ElementsAre("text 0 b"));
}

TEST(OpenaiChatDecoder, KnowsTheTerminatorWithBlanksAroundIt) {
  EXPECT_THAT(decode({"[DONE]"}), ElementsAre("done"));
  EXPECT_THAT(decode({" [DONE] \n"}), ElementsAre("done"));
  EXPECT_THAT(decode({"[done]"}), ElementsAre(::testing::StartsWith("undecodable 0")));
}

TEST(OpenaiChatDecoder, AppendsToWhatIsThere) {
  const auto decoder = make_openai_chat_decoder();
  std::vector<Delta> deltas{TerminatorDelta{}};
  decoder->decode({"", R"({"choices":[{"delta":{"content":"a"}}]})"}, deltas);
  ASSERT_EQ(deltas.size(), 2U);
  EXPECT_EQ(describe(deltas[0]), "done");
  EXPECT_EQ(describe(deltas[1]), "text 0 a");
}

// The views belong to the decoder: the frame's bytes may go at once.
TEST(OpenaiChatDecoder, DeltasOutliveTheFrame) {
  const auto decoder = make_openai_chat_decoder();
  std::vector<Delta> deltas;
  {
    std::string data = R"({"id":"a long enough id to live on the heap","choices":[{"delta":{"content":"text\n"}}],)"
                       R"("usage":{"n":1},"error":{"message":"boom","code":7}})";
    decoder->decode({"", data}, deltas);
    data.assign(data.size(), '#');
  }
  Described described;
  for (const Delta& delta : deltas)
    described.push_back(describe(delta));
  EXPECT_THAT(described, ElementsAre("metadata a long enough id to live on the heap|", "text 0 text\n",
                                     R"(usage {"n":1})", R"(error boom||7|{"message":"boom","code":7})"));
}

}  // namespace
}  // namespace wiretape::provider
