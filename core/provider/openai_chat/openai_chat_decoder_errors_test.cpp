// Errors inside a stream, whole answers, and frames that can't be read.

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/provider/delta_text_for_test.h"
#include "wiretape/core/provider/openai_chat/openai_chat_decoder.h"

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using Described = std::vector<std::string>;

Described decode(std::string_view data, std::string_view name = "message") {
  return decode_frame(*make_openai_chat_decoder(), {name, data});
}

Described decode_whole(int status, std::string_view body) {
  const auto decoder = make_openai_chat_decoder();
  std::vector<Delta> deltas;
  decoder->decode_whole(status, body, deltas);
  Described described;
  for (const Delta& delta : deltas)
    described.push_back(describe(delta));
  return described;
}

TEST(OpenaiChatErrors, AreReadFromTheErrorMember) {
  EXPECT_THAT(decode(R"({"error":{"message":"Overloaded","type":"server_error","param":null,"code":"overloaded"}})"),
              ElementsAre("error Overloaded|server_error|overloaded|"
                          R"({"message":"Overloaded","type":"server_error","param":null,"code":"overloaded"})"));
}

TEST(OpenaiChatErrors, NumbersBecomeText) {
  EXPECT_THAT(decode(R"({"error":{"message":"Upstream","code":502,"metadata":{"a":[1]}},"user_id":"u"})"),
              ElementsAre(R"(error Upstream||502|{"message":"Upstream","code":502,"metadata":{"a":[1]}})"));
}

TEST(OpenaiChatErrors, MayBeAText) {
  EXPECT_THAT(decode(R"({"error":"model \"x\" not found"})"),
              ElementsAre(R"(error model "x" not found|||"model \"x\" not found")"));
  EXPECT_THAT(decode(R"({"error":[1, 2]})"), ElementsAre("error [1, 2]|||[1, 2]"));
  EXPECT_THAT(decode(R"({"error":500})"), ElementsAre("error 500|||500"));
}

TEST(OpenaiChatErrors, AnEmptyErrorMemberIsNone) {
  EXPECT_THAT(decode(R"({"error":null,"choices":[]})"), IsEmpty());
  EXPECT_THAT(decode(R"({"error":"","choices":[]})"), IsEmpty());
  EXPECT_THAT(decode(R"({"error":false,"choices":[]})"), IsEmpty());
  EXPECT_THAT(decode(R"({"error":{},"choices":[]})"), IsEmpty());
  EXPECT_THAT(decode(R"({"error":[ ],"choices":[]})"), IsEmpty());
  EXPECT_THAT(decode(R"({"error":0,"choices":[]})"), IsEmpty());
}

TEST(OpenaiChatErrors, ComeAfterWhatTheSameFrameSays) {
  EXPECT_THAT(
      decode(R"({"error":{"message":"m"},"id":"i","choices":[{"delta":{"content":"a"},"finish_reason":"error"}]})"),
      ElementsAre("metadata i|", "text 0 a", "finish 0 error", R"(error m|||{"message":"m"})"));
  EXPECT_THAT(decode(R"({"choices":[{"delta":{},"error":{"message":"m","code":1},"finish_reason":"error"}]})"),
              ElementsAre("finish 0 error", R"(error m||1|{"message":"m","code":1})"));
}

TEST(OpenaiChatErrors, AreKnownByTheEventName) {
  EXPECT_THAT(decode(R"({"error":{"message":"m"}})", "error"), ElementsAre(R"(error m|||{"message":"m"})"));
  EXPECT_THAT(decode(R"({"message":"m","type":"t","code":400} )", "error"),
              ElementsAre(R"(error m|t|400|{"message":"m","type":"t","code":400} )"));
  EXPECT_THAT(decode("upstream \xFF gone\n", "error"), ElementsAre("error upstream \uFFFD gone|||"));
}

TEST(OpenaiChatErrors, AreKnownByTheObject) {
  EXPECT_THAT(decode(R"({"object":"error","message":"m","type":"BadRequestError","param":null,"code":400})"),
              ElementsAre("error m|BadRequestError|400|"
                          R"({"object":"error","message":"m","type":"BadRequestError","param":null,"code":400})"));
}

TEST(OpenaiChatWhole, ReadsACompletion) {
  EXPECT_THAT(
      decode_whole(
          200, R"({"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":)"
               R"({"role":"assistant","content":"Hi","reasoning_content":"r","refusal":null,"tool_calls":[{"id":"a",)"
               R"("type":"function","function":{"name":"f","arguments":"{}"}},{"id":"b","type":"function",)"
               R"("function":{"name":"g","arguments":"[]"}}]},"finish_reason":"tool_calls"},{"index":1,"message":)"
               R"({"content":null,"refusal":"no"},"finish_reason":"stop"}],"usage":{"n":1}})"),
      ElementsAre("metadata c|m", "reasoning 0 r", "text 0 Hi", "call 0.0 a|f|{}", "call 0.1 b|g|[]",
                  "finish 0 tool_calls", "refusal 1 no", "finish 1 stop", R"(usage {"n":1})", "done"));
}

TEST(OpenaiChatWhole, A2xxThatIsNoAnswerIsNotDone) {
  EXPECT_THAT(decode_whole(200, R"({"error":{"message":"m"}})"), ElementsAre(R"(error m|||{"message":"m"})"));
  EXPECT_THAT(decode_whole(200, R"({"object":"error","message":"m"})"),
              ElementsAre(R"(error m|||{"object":"error","message":"m"})"));
  EXPECT_THAT(decode_whole(200, R"({"status":"ok"})"), ElementsAre(StartsWith("undecodable 0")));
  EXPECT_THAT(decode_whole(200, "<html></html>"), ElementsAre(StartsWith("undecodable 0")));
  EXPECT_THAT(decode_whole(200, ""), ElementsAre(StartsWith("undecodable 0")));
  EXPECT_THAT(decode_whole(204, ""), ElementsAre(StartsWith("undecodable 0")));
  EXPECT_THAT(decode_whole(200, R"({"choices":[{"message":{"content":"Hi"}})"), ElementsAre(StartsWith("undecodable")));
}

TEST(OpenaiChatWhole, ReadsErrorBodiesOfEveryShape) {
  EXPECT_THAT(
      decode_whole(401, R"({"error":{"message":"Bad key","type":"invalid_request_error","code":"invalid_api_key"}})"),
      ElementsAre(StartsWith("error Bad key|invalid_request_error|invalid_api_key|{")));
  EXPECT_THAT(decode_whole(404, R"({"error":"model not found"})"),
              ElementsAre(R"(error model not found|||"model not found")"));
  EXPECT_THAT(decode_whole(400, R"({"object":"error","message":"m","type":"t","code":40303})"),
              ElementsAre(StartsWith("error m|t|40303|{\"object\"")));
  EXPECT_THAT(decode_whole(403, R"({"message":"Forbidden"})"),
              ElementsAre(R"(error Forbidden|||{"message":"Forbidden"})"));
  EXPECT_THAT(decode_whole(422, R"({"detail":[{"msg":"field required"}]})"),
              ElementsAre(R"(error field required|||{"detail":[{"msg":"field required"}]})"));
  EXPECT_THAT(decode_whole(500, "{}"), ElementsAre("error |||{}"));
}

TEST(OpenaiChatWhole, ReadsErrorBodiesThatAreNotJson) {
  EXPECT_THAT(decode_whole(502, "\n<html>\n<h1>502 Bad Gateway</h1></html>\n"),
              ElementsAre("error <html> <h1>502 Bad Gateway</h1></html>|||"));
  EXPECT_THAT(decode_whole(503, ""), ElementsAre("error |||"));
  EXPECT_THAT(decode_whole(429, "slow down"), ElementsAre("error slow down|||"));
  EXPECT_THAT(decode_whole(500, R"([{"error":{"message":"m"}}])"), ElementsAre(R"(error m|||{"message":"m"})"));
  EXPECT_THAT(decode_whole(500, R"({"error":{"message":"cut)"), ElementsAre(R"(error {"error":{"message":"cut|||)"));
  EXPECT_THAT(decode_whole(302, "moved"), ElementsAre("error moved|||"));
}

TEST(OpenaiChatWhole, KeepsTheBeginningOfALongErrorPage) {
  EXPECT_EQ(decode_whole(502, std::string(5000, 'x')), Described{"error " + std::string(1024, 'x') + "|||"});
  EXPECT_EQ(decode_whole(502, std::string(1022, 'x') + "\u20AC tail"),
            Described{"error " + std::string(1022, 'x') + "|||"})
      << "not inside a character";
}

TEST(OpenaiChatUndecodable, OtherShapesSayWhatWasExpectedAndWhere) {
  EXPECT_THAT(decode("[]"), ElementsAre("undecodable 0: not a JSON object"));
  EXPECT_THAT(decode("\"text\""), ElementsAre("undecodable 0: not a JSON object"));
  EXPECT_THAT(decode("null"), ElementsAre("undecodable 0: not a JSON object"));
  EXPECT_THAT(decode(R"({"choices":7})"), ElementsAre("undecodable 11: `choices` is not an array"));
  EXPECT_THAT(decode(R"({"choices":[7]})"), ElementsAre("undecodable 12: a choice is not an object"));
  EXPECT_THAT(decode(R"({"choices":[{"delta":"a"}]})"), ElementsAre("undecodable 21: `delta` is not an object"));
  EXPECT_THAT(decode(R"({"choices":[{"delta":{"content":7}}]})"),
              ElementsAre("undecodable 32: `content` is neither text nor parts"));
  EXPECT_THAT(decode(R"({"choices":[{"delta":{"tool_calls":7}}]})"),
              ElementsAre("undecodable 35: `tool_calls` is not an array"));
  EXPECT_THAT(decode(R"({"choices":[{"delta":{"tool_calls":[1]}}]})"),
              ElementsAre("undecodable 36: a tool call is not an object"));
  EXPECT_THAT(decode(R"({"choices":[{"delta":{"tool_calls":[{"function":1}]}}]})"),
              ElementsAre("undecodable 48: a tool call's function is not an object"));
}

TEST(OpenaiChatUndecodable, ChoiceIndexesAreBounded) {
  EXPECT_THAT(decode(R"({"choices":[{"index":1023,"delta":{"content":"a"}}]})"), ElementsAre("text 1023 a"));
  for (const std::string index : {"1024", "4294967295", "99999999999999999999", "-1", "1.5", "\"a\"", "{}"}) {
    EXPECT_THAT(decode(R"({"choices":[{"index":)" + index + R"(,"delta":{"content":"a"}}]})"),
                ElementsAre("undecodable 21: a choice's index is not a whole number below 1024"))
        << index;
  }
  EXPECT_THAT(decode(R"({"choices":[{"index":null,"delta":{"content":"a"}}]})"), ElementsAre("text 0 a"));
}

// A frame that is broken anywhere says nothing else, whatever could be read of it.
TEST(OpenaiChatUndecodable, ABrokenFrameSaysNothingElse) {
  EXPECT_THAT(decode(R"({"id":"i","choices":[{"delta":{"content":"a"}}],"x":nul})"),
              ElementsAre("undecodable 52: not JSON: no value where one belongs"));
  EXPECT_THAT(decode(R"({"choices":[{"delta":{"content":"a"}}]} {})"),
              ElementsAre("undecodable 40: not JSON: more follows the object"));
  EXPECT_THAT(decode(R"({"choices":[{"delta":{"content":"a"}}]} x)"),
              ElementsAre("undecodable 41: not JSON: no closing bracket at the end"));
}

TEST(OpenaiChatUndecodable, ABrokenFrameLeavesTheStreamReadable) {
  const auto decoder = make_openai_chat_decoder();
  EXPECT_THAT(decode_frame(*decoder, {"", R"({"id":"i","choices":[{"delta":{"content":"a"})"}),
              ElementsAre(StartsWith("undecodable")));
  EXPECT_THAT(decode_frame(*decoder, {"", R"({"id":"i","choices":[{"delta":{"content":"b"}}]})"}),
              ElementsAre("metadata i|", "text 0 b"));
}

TEST(OpenaiChatUndecodable, EveryTruncationIsNoticed) {
  const std::string sample =
      R"({"id":"c1","object":"chat.completion.chunk","model":"m","empty":{},"none":[],"choices":[{"index":0,"delta":)"
      R"({"content":"h\u00e9\n","reasoning_details":[{"text":"r","n":-1.5e3}],"tool_calls":[{"index":0,"id":"a",)"
      R"("function":{"name":"f","arguments":"{\"a\":1}"}}]},"logprobs":null,"finish_reason":null}],"usage":{"n":12,)"
      R"("details":{"a":true}},"x_groq":{"usage":{}},"error":{"message":"m","code":1}})";
  ASSERT_EQ(decode(sample).size(), 6U);
  for (std::size_t length = 0; length < sample.size(); ++length) {
    const Described said = decode(std::string_view(sample).substr(0, length));
    ASSERT_THAT(said, ElementsAre(StartsWith("undecodable"))) << sample.substr(0, length);
  }
}

// Damaged text is not handed on as if it were whole; the offset is the first bad byte's.
TEST(OpenaiChatUndecodable, InvalidUtf8IsNoticedWhereverItStands) {
  const std::string before = R"({"choices":[{"delta":{"content":"a)";
  EXPECT_THAT(decode(before + "\xFF" + R"("}}]})"), ElementsAre("undecodable 34: not UTF-8"));
  EXPECT_THAT(decode(before + "\xC3" + R"("}}]})"), ElementsAre("undecodable 34: not UTF-8"));
  EXPECT_THAT(decode(before + "\xED\xA0\xBD" + R"("}}]})"), ElementsAre("undecodable 34: not UTF-8"));
  EXPECT_THAT(decode("{\"ignored\":\"\x80\"}"), ElementsAre("undecodable 12: not UTF-8"));
  EXPECT_THAT(decode("{\"\xF0\x9F\x98\":1}"), ElementsAre("undecodable 2: not UTF-8"));
}

}  // namespace
}  // namespace wiretape::provider
