#include "wiretape/core/provider/gemini/gemini_decoder.h"

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

using Said = std::vector<std::string>;

/// What a decoder says of several frames without names.
Said decode(const std::vector<std::string>& datas) {
  const auto decoder = make_gemini_decoder();
  Said all;
  for (const std::string& data : datas) {
    for (auto& said : decode_frame(*decoder, {{}, data}))
      all.push_back(std::move(said));
  }
  return all;
}

Said decode_whole(int status, std::string_view body) {
  std::vector<Delta> deltas;
  const auto decoder = make_gemini_decoder();
  decoder->decode_whole(status, body, deltas);
  Said described;
  for (const Delta& delta : deltas)
    described.push_back(describe(delta));
  return described;
}

/// A chunk whose one candidate has these parts.
std::string parts(std::string_view list, std::string_view behind = "") {
  return R"({"candidates":[{"content":{"parts":[)" + std::string(list) + R"(],"role":"model"})" + std::string(behind) +
         "}]}";
}

TEST(GeminiDecoder, ReadsTextAndThoughtsInBlocks) {
  EXPECT_THAT(decode({parts(R"({"text":"Hm","thought":true})"), parts(R"({"text":", so","thought":true})"),
                      parts(R"({"text":"Hi"})"), parts(R"({"text":""})", R"(,"finishReason":"STOP","index":0)")}),
              ElementsAre("block 0 thought", "reasoning 0 Hm", "reasoning 0 , so", "block 0 text", "text 0 Hi",
                          "finish 0 STOP"));
}

TEST(GeminiDecoder, SaysWhoAnswersOnceAndWhatItTookEachTime) {
  const std::string chunk =
      R"({"candidates":[{"content":{}}],"usageMetadata":{"promptTokenCount": 7},"modelVersion":"m","responseId":"r"})";
  EXPECT_THAT(decode({chunk, chunk, R"({"usageMetadata":{"totalTokenCount":9},"modelVersion":"m"})"}),
              ElementsAre("metadata r|m", R"(usage {"promptTokenCount": 7})", R"(usage {"promptTokenCount": 7})",
                          R"(usage {"totalTokenCount":9})"));
}

TEST(GeminiDecoder, ReadsCallsWhole) {
  EXPECT_THAT(
      decode({parts(R"({"functionCall":{"name":"f","args":{"a": [1, 2]},"id":"c1"},"thoughtSignature":"c2ln"},)"
                    R"({"functionCall":{"name":"g","args":{}}},{"functionCall":{"name":"h"}},{"functionCall":{}})")}),
      ElementsAre("block 0 functionCall", R"(call 0.0 c1|f|{"a":[1,2]})", "signature 0 c2ln", "block 0 functionCall",
                  "call 0.1 |g|{}", "block 0 functionCall", "call 0.2 |h|{}"));
}

TEST(GeminiDecoder, ACallInPiecesIsNotUnderstood) {
  const std::string piece = R"({"functionCall":{"name":"f","partialArgs":[{"jsonPath":"$.a","stringValue":"x"}]}})";
  EXPECT_THAT(decode({parts(piece)}), ElementsAre("unknown 0 " + piece));
  const std::string open = R"({"functionCall":{"name":"f","willContinue":true}})";
  EXPECT_THAT(decode({parts(open)}), ElementsAre("unknown 0 " + open));
}

TEST(GeminiDecoder, ASignatureEndsItsBlock) {
  EXPECT_THAT(
      decode({parts(R"({"text":"a"})"), parts(R"({"text":"","thoughtSignature":"cw=="})"), parts(R"({"text":"b"})"),
              parts(R"({"text":"t","thought":true})"), parts(R"({"text":"","thoughtSignature":"eA=="})")}),
      ElementsAre("block 0 text", "text 0 a", "signature 0 cw==", "block 0 text", "text 0 b", "block 0 thought",
                  "reasoning 0 t", "block 0 text", "signature 0 eA=="));
}

TEST(GeminiDecoder, HandsOutPartsThatItDoesNotKnow) {
  const std::string code = R"({"executableCode":{"language":"PYTHON","code":"1"}})";
  const std::string image = R"({"inlineData":{"mimeType":"image/png","data":"aGk="},"thoughtSignature":"cw=="})";
  EXPECT_THAT(
      decode({parts(R"({"text":"a"},)" + code + R"(,{"text":"b"},)" + image)}),
      ElementsAre("block 0 text", "text 0 a", "unknown 0 " + code, "block 0 text", "text 0 b", "unknown 0 " + image));
  EXPECT_THAT(decode({parts(R"({"text":"a","videoMetadata":{"fps":"x"}})")}), ElementsAre("block 0 text", "text 0 a"));
}

TEST(GeminiDecoder, ReadsFinishReasonsAsWordsAndNumbers) {
  const auto finish = [](const std::string& reason) { return decode({parts("", R"(,"finishReason":)" + reason)}); };
  EXPECT_THAT(finish(R"("SAFETY")"), ElementsAre("finish 0 SAFETY"));
  EXPECT_THAT(finish("1"), ElementsAre("finish 0 STOP"));
  EXPECT_THAT(finish("2"), ElementsAre("finish 0 MAX_TOKENS"));
  EXPECT_THAT(finish("5"), ElementsAre("finish 0 OTHER"));
  EXPECT_THAT(finish("7"), ElementsAre("finish 0 7")) << "the APIs differ";
  EXPECT_THAT(finish("0"), IsEmpty());
  EXPECT_THAT(finish(R"("FINISH_REASON_UNSPECIFIED")"), IsEmpty());
}

TEST(GeminiDecoder, ABlockedPromptIsAnAnswerThatIsRefused) {
  EXPECT_THAT(decode({R"({"promptFeedback":{"blockReason":"PROHIBITED_CONTENT","blockReasonMessage":"No."},)"
                      R"("usageMetadata":{"promptTokenCount":7}})"}),
              ElementsAre("refusal 0 No.", "finish 0 PROHIBITED_CONTENT", R"(usage {"promptTokenCount":7})"));
  EXPECT_THAT(decode({R"({"promptFeedback":{"blockReason":1}})"}), ElementsAre("finish 0 SAFETY"));
  EXPECT_THAT(decode({R"({"promptFeedback":{"blockReason":5}})"}), ElementsAre("finish 0 5"));
  EXPECT_THAT(decode({R"({"promptFeedback":{"blockReason":"BLOCK_REASON_UNSPECIFIED","safetyRatings":[]}})"}),
              IsEmpty());
  EXPECT_THAT(decode_whole(200, R"({"promptFeedback":{"blockReason":"OTHER"}})"),
              ElementsAre("finish 0 OTHER", "done"));
}

TEST(GeminiDecoder, TellsCandidatesApart) {
  EXPECT_THAT(
      decode({R"({"candidates":[{"content":{"parts":[{"text":"a"}]},"index":1},)"
              R"({"content":{"parts":[{"text":"b"}]},"index":0,"finishReason":"STOP"}]})",
              R"({"candidates":[{"content":{"parts":[{"text":"c"}]}},{"content":{"parts":[{"text":"d"}]}}]})"}),
      ElementsAre("block 1 text", "text 1 a", "block 0 text", "text 0 b", "finish 0 STOP", "text 0 c", "text 1 d"));
  EXPECT_THAT(decode({R"({"candidates":[{"index":1024}]})"}),
              ElementsAre("undecodable 24: a candidate's index is not a whole number below 1024"));
}

TEST(GeminiDecoder, ReadsWhatGroundsTheText) {
  EXPECT_THAT(decode({parts(R"({"text":"a"})",
                            R"(,"citationMetadata":{"citationSources":[{"uri":"u"}]},)"
                            R"("groundingMetadata":{"groundingChunks":[{}],"groundingSupports":[{"s":1}]})")}),
              ElementsAre("block 0 text", "text 0 a", R"(citation 0 {"uri":"u"})", R"(citation 0 {"s":1})"));
}

TEST(GeminiDecoder, JoinsHalvesOfACharacter) {
  EXPECT_THAT(decode({parts(R"({"text":"\ud83d"})"), parts(R"({"text":"\ude00"})")}),
              ElementsAre("block 0 text", "text 0 \U0001F600"));
}

TEST(GeminiDecoder, ReadsErrorsInAnyDress) {
  const std::string error = R"({"code":429,"message":"slow","status":"RESOURCE_EXHAUSTED","details":[{"@type":"t"}]})";
  const std::string said = "error slow|RESOURCE_EXHAUSTED|429|" + error;
  EXPECT_THAT(decode({R"({"error":)" + error + "}"}), ElementsAre(said));
  EXPECT_THAT(decode({R"([{"error":)" + error + "}]"}), ElementsAre(StartsWith("error slow|RESOURCE_EXHAUSTED|429|")));
  EXPECT_THAT(decode_whole(429, "{\n  \"error\": " + error + "\n}\n"), ElementsAre(said));
  EXPECT_THAT(decode_whole(429, "[{\n  \"error\": " + error + "\n}\n]"),
              ElementsAre(StartsWith("error slow|RESOURCE_EXHAUSTED|429|")));
  EXPECT_THAT(decode_whole(200, R"({"error":)" + error + "}"), ElementsAre(said));
  EXPECT_THAT(decode_whole(502, "<html>Bad gateway</html>"), ElementsAre("error <html>Bad gateway</html>|||"));
  EXPECT_THAT(decode({parts("", R"(,"error":null)"), R"({"error":{}})", R"({"error":{"code":0}})"}), IsEmpty());
}

TEST(GeminiDecoder, AWholeAnswerEndsWhereItsCandidatesDo) {
  EXPECT_THAT(decode_whole(200, parts(R"({"text":"a"})", R"(,"finishReason":"STOP")")),
              ElementsAre("block 0 text", "text 0 a", "finish 0 STOP", "done"));
  EXPECT_THAT(decode_whole(200, parts(R"({"text":"a"})")), ElementsAre("block 0 text", "text 0 a"));
  EXPECT_THAT(decode_whole(200, R"({"candidates":[{"finishReason":"STOP"},{"index":1}]})"),
              ElementsAre("finish 0 STOP"));
  for (const char* body : {"{}", R"({"usageMetadata":{},"modelVersion":"m"})", R"({"candidates":[]})"})
    EXPECT_THAT(decode_whole(200, body), ElementsAre("undecodable 0: neither an answer nor an error")) << body;
}

TEST(GeminiDecoder, PassesOverWhatProxiesAdd) {
  EXPECT_THAT(decode({"[DONE]"}), IsEmpty());
  EXPECT_THAT(decode({"no JSON"}), ElementsAre("undecodable 0: not a JSON object"));
}

TEST(GeminiDecoder, BeginsWithACandidateOrABlock) {
  for (const char* data : {R"({"candidates":[{}]})", R"({"promptFeedback":{"blockReason":"OTHER"}})"}) {
    const auto decoder = make_gemini_decoder();
    decode_frame(*decoder, {{}, R"({"usageMetadata":{}})"});
    EXPECT_FALSE(decoder->has_begun());
    decode_frame(*decoder, {{}, data});
    EXPECT_TRUE(decoder->has_begun()) << data;
  }
}

}  // namespace
}  // namespace wiretape::provider
