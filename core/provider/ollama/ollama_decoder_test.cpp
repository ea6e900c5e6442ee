#include "wiretape/core/provider/ollama/ollama_decoder.h"

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

std::vector<std::string> decode(std::string_view line, std::string_view name = {}) {
  return decode_frame(*make_ollama_decoder(), {name, line});
}

std::vector<std::string> decode_whole(int status, std::string_view body) {
  std::vector<Delta> deltas;
  const auto decoder = make_ollama_decoder();
  decoder->decode_whole(status, body, deltas);
  std::vector<std::string> described;
  for (const Delta& delta : deltas)
    described.push_back(describe(delta));
  return described;
}

TEST(OllamaDecoder, ReadsALineOfAChat) {
  EXPECT_THAT(decode(R"({"model":"m","created_at":"2025-01-01T00:00:00.1Z",)"
                     R"("message":{"role":"assistant","content":"Hi","thinking":"Hm."},"done":false})"),
              ElementsAre("metadata |m", "reasoning 0 Hm.", "text 0 Hi"));
}

TEST(OllamaDecoder, ReadsALineOfACompletion) {
  EXPECT_THAT(decode(R"({"model":"m","response":"Hi","thinking":"Hm.","done":false})"),
              ElementsAre("metadata |m", "reasoning 0 Hm.", "text 0 Hi"));
}

TEST(OllamaDecoder, NamesTheModelWhereItChanges) {
  const auto decoder = make_ollama_decoder();
  const std::string first = R"({"model":"m","response":"a"})";
  EXPECT_THAT(decode_frame(*decoder, {{}, first}), ElementsAre("metadata |m", "text 0 a"));
  EXPECT_THAT(decode_frame(*decoder, {{}, first}), ElementsAre("text 0 a"));
  EXPECT_THAT(decode_frame(*decoder, {{}, R"({"model":"n","response":"b"})"}), ElementsAre("metadata |n", "text 0 b"));
}

TEST(OllamaDecoder, TheLineThatIsDoneEndsIt) {
  const std::string counts =
      R"("total_duration":9,"load_duration":1,"prompt_eval_count":3,"prompt_eval_duration":2,"eval_count":5,)"
      R"("eval_duration":6)";
  EXPECT_THAT(
      decode(R"({"message":{"role":"assistant","content":"."},"done_reason":"stop","done":true,)" + counts + '}'),
      ElementsAre("text 0 .", "finish 0 stop", "usage {" + counts + '}', "done"));
  EXPECT_THAT(decode(R"({"response":"","done":true,"done_reason":"length","context":[1,2],"eval_count": 5})"),
              ElementsAre("finish 0 length", R"(usage {"eval_count":5})", "done"));
  EXPECT_THAT(decode(R"({"response":"","done":true})"), ElementsAre("done"));
  EXPECT_THAT(decode(R"({"message":{"content":""},"done":true,"done_reason":"load"})"),
              ElementsAre("finish 0 load", "done"));
}

TEST(OllamaDecoder, WordsForAnAnswerThatGoesOnAreNoReason) {
  EXPECT_THAT(decode(R"({"message":{"content":"a"},"done":false,"done_reason":null})"), ElementsAre("text 0 a"));
  EXPECT_THAT(decode(R"({"message":{"content":"a"},"done":"true","done_reason":""})"), ElementsAre("text 0 a"));
}

TEST(OllamaDecoder, CallsComeWholeWithAnObjectForArguments) {
  const auto decoder = make_ollama_decoder();
  EXPECT_THAT(decode_frame(*decoder, {{},
                                      R"({"message":{"role":"assistant","content":"","tool_calls":[)"
                                      R"({"id":"call_1","function":{"index":0,"name":"f","arguments":)"
                                      R"({"city": "Zürich", "n": [1, 2]}}}]},"done":false})"}),
              ElementsAre(R"(call 0.0 call_1|f|{"city":"Zürich","n":[1,2]})"));
  EXPECT_THAT(decode_frame(*decoder, {{},
                                      R"({"message":{"content":"","tool_calls":[{"function":{"name":"g",)"
                                      R"("arguments":{}}},{"function":{"name":"h","arguments":"{\"a\":1}"}}]}})"}),
              ElementsAre("call 0.1 |g|{}", R"(call 0.2 |h|{"a":1})"));
}

TEST(OllamaDecoder, WhatSaysNothingGivesNothing) {
  for (const char* line :
       {"{}", R"({"message":null})", R"({"message":{"role":"assistant","content":"","tool_calls":[]},"done":false})",
        R"({"response":null,"thinking":"","image":null})", R"({"message":{"content":null,"tool_calls":[{}, 1]}})",
        R"({"error":"","response":""})", R"({"model":"","response":"","total_duration":null})"}) {
    EXPECT_THAT(decode(line), IsEmpty()) << line;
  }
}

TEST(OllamaDecoder, ContentOfUnknownKindIsHandedOn) {
  EXPECT_THAT(decode(R"({"message":{"role":"assistant","content":"a","images":["aGk="]}})"),
              ElementsAre("text 0 a", R"(unknown 0 {"role":"assistant","content":"a","images":["aGk="]})"));
  EXPECT_THAT(decode(R"({"response":"","image":"aGk="})"), ElementsAre(R"(unknown 0 {"response":"","image":"aGk="})"));
  EXPECT_THAT(decode(R"({"message":{"content":["a"]}})"), ElementsAre(R"(unknown 0 {"content":["a"]})"));
}

TEST(OllamaDecoder, AnErrorIsALineOfItsOwn) {
  EXPECT_THAT(decode(R"({"error":"model runner has stopped"})"),
              ElementsAre(R"(error model runner has stopped|||"model runner has stopped")"));
  EXPECT_THAT(decode(R"({"error":"busy","done":true})"), ElementsAre(R"(error busy|||"busy")"));
  EXPECT_THAT(decode(R"({"error":{"message":"m","type":"t","code":7}})"),
              ElementsAre(R"(error m|t|7|{"message":"m","type":"t","code":7})"));
  EXPECT_THAT(decode("no JSON at all", "error"), ElementsAre("error no JSON at all|||"));
  EXPECT_THAT(decode(R"({"statusCode":503,"message":"Service Unavailable"})"),
              ElementsAre(::testing::StartsWith("error Service Unavailable|")));
}

TEST(OllamaDecoder, WhatIsNoJsonIsUndecodable) {
  EXPECT_THAT(decode(R"({"message":{"content":"a")"), ElementsAre(::testing::StartsWith("undecodable ")));
  EXPECT_THAT(decode("[]"), ElementsAre(::testing::StartsWith("undecodable ")));
  EXPECT_THAT(decode("data: {}"), ElementsAre(::testing::StartsWith("undecodable ")));
}

TEST(OllamaDecoder, OfMembersOfOneNameTheLastCounts) {
  EXPECT_THAT(decode(R"({"response":"a","response":"b","done":true,"done":false})"), ElementsAre("text 0 b"));
}

TEST(OllamaDecoder, HalvesOfCharactersJoin) {
  const auto decoder = make_ollama_decoder();
  EXPECT_THAT(decode_frame(*decoder, {{}, R"({"response":"\ud83d"})"}), IsEmpty());
  EXPECT_THAT(decode_frame(*decoder, {{}, R"({"response":"\ude00"})"}), ElementsAre("text 0 \U0001F600"));
}

TEST(OllamaDecoder, BeginsWithAnAnswerBeItEmpty) {
  const auto decoder = make_ollama_decoder();
  decode_frame(*decoder, {{}, R"({"model":"m"})"});
  EXPECT_FALSE(decoder->has_begun());
  decode_frame(*decoder, {{}, R"({"message":{"role":"assistant","content":""}})"});
  EXPECT_TRUE(decoder->has_begun());
}

TEST(OllamaDecoder, ReadsAWholeAnswer) {
  EXPECT_THAT(decode_whole(200, R"({"model":"m","message":{"role":"assistant","content":"Hi"},"done":true,)"
                                R"("done_reason":"stop","eval_count":1})"),
              ElementsAre("metadata |m", "text 0 Hi", "finish 0 stop", R"(usage {"eval_count":1})", "done"));
  EXPECT_THAT(decode_whole(200, R"({"model":"m","response":"Hi","done":false})"),
              ElementsAre("metadata |m", "text 0 Hi"));
}

TEST(OllamaDecoder, AWholeBodyMayBeAnErrorOrNothingKnown) {
  EXPECT_THAT(decode_whole(404, R"({"error":"model 'm' not found"})"),
              ElementsAre(::testing::StartsWith("error model 'm' not found|")));
  EXPECT_THAT(decode_whole(502, "<html>Bad Gateway</html>"),
              ElementsAre(::testing::StartsWith("error <html>Bad Gateway</html>|")));
  EXPECT_THAT(decode_whole(200, R"({"error":"no"})"), ElementsAre(R"(error no|||"no")"));
  EXPECT_THAT(decode_whole(200, R"({"version":"0.12"})"), ElementsAre("undecodable 0: neither an answer nor an error"));
  EXPECT_THAT(decode_whole(200, R"({"response":""})"), ElementsAre("undecodable 0: neither an answer nor an error"));
  EXPECT_THAT(decode_whole(200, "Ollama is running"), ElementsAre(::testing::StartsWith("undecodable ")));
}

}  // namespace
}  // namespace wiretape::provider
