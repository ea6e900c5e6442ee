// Tool calls: which pieces belong to which call.

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
using Described = std::vector<std::string>;

// What one stream says whose chunks have these `tool_calls`.
Described decode_calls(std::initializer_list<std::string> chunks) {
  const auto decoder = make_openai_chat_decoder();
  Described all;
  for (const std::string& calls : chunks) {
    const std::string data = R"({"choices":[{"index":0,"delta":{"tool_calls":)" + calls + "}}]}";
    for (std::string& delta : decode_frame(*decoder, {"", data}))
      all.push_back(std::move(delta));
  }
  return all;
}

TEST(OpenaiChatToolCalls, ArePutTogetherByIndex) {
  EXPECT_THAT(
      decode_calls({R"([{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}])",
                    R"([{"index":0,"function":{"arguments":"{\"x\""}}])",
                    R"([{"index":1,"id":"b","type":"function","function":{"name":"g","arguments":""}}])",
                    R"([{"index":1,"function":{"arguments":"{}"}},{"index":0,"function":{"arguments":":1}"}}])"}),
      ElementsAre("call 0.0 a|f|", "call 0.0 ||{\"x\"", "call 0.1 b|g|", "call 0.1 ||{}", "call 0.0 ||:1}"));
}

TEST(OpenaiChatToolCalls, AreNumberedByFirstAppearance) {
  EXPECT_THAT(decode_calls({R"([{"index":7,"id":"a","function":{"name":"f","arguments":"1"}}])",
                            R"([{"index":-3,"id":"b","function":{"name":"g","arguments":"2"}}])",
                            R"([{"index":7,"function":{"arguments":"3"}}])"}),
              ElementsAre("call 0.0 a|f|1", "call 0.1 b|g|2", "call 0.0 ||3"));
}

TEST(OpenaiChatToolCalls, OneIndexReusedWithOtherIdsIsSeveralCalls) {
  EXPECT_THAT(decode_calls({R"([{"index":0,"id":"a","function":{"name":"f","arguments":"{\"n\":1}"}}])",
                            R"([{"index":0,"id":"b","function":{"name":"f","arguments":"{\"n\""}}])",
                            R"([{"index":0,"function":{"arguments":":2}"}}])",
                            R"([{"index":0,"id":"c","function":{"name":"g","arguments":"{}"}}])"}),
              ElementsAre("call 0.0 a|f|{\"n\":1}", "call 0.1 b|f|{\"n\"", "call 0.1 ||:2}", "call 0.2 c|g|{}"));
}

TEST(OpenaiChatToolCalls, OneIndexReusedWithoutIdsIsSeveralCallsToo) {
  EXPECT_THAT(decode_calls({R"([{"index":0,"id":"","function":{"name":"f","arguments":"{\"n\":1}"}}])",
                            R"([{"index":0,"id":"","function":{"name":"f","arguments":"{\"n\":2}"}}])"}),
              ElementsAre("call 0.0 |f|{\"n\":1}", "call 0.1 |f|{\"n\":2}"));
}

TEST(OpenaiChatToolCalls, RepeatedIdAndNameAreTheSameCall) {
  EXPECT_THAT(decode_calls({R"([{"index":0,"id":"a","function":{"name":"f","arguments":""}}])",
                            R"([{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}])"}),
              ElementsAre("call 0.0 a|f|", "call 0.0 ||{}"));
}

TEST(OpenaiChatToolCalls, AnIdThatChangesFromPieceToPieceIsTheSameCall) {
  EXPECT_THAT(decode_calls({R"([{"index":0,"id":"a1","function":{"name":"f","arguments":""}}])",
                            R"([{"index":0,"id":"a2","function":{"arguments":"{"}}])",
                            R"([{"index":0,"id":"a3","function":{"name":null,"arguments":"}"}}])"}),
              ElementsAre("call 0.0 a1|f|", "call 0.0 ||{", "call 0.0 ||}"));
}

TEST(OpenaiChatToolCalls, AnIdOrNameThatComesLateIsTaken) {
  EXPECT_THAT(decode_calls({R"([{"index":0,"id":"a"}])", R"([{"index":0,"function":{"name":"f"}}])",
                            R"([{"index":1,"function":{"name":"g","arguments":"{"}}])",
                            R"([{"index":1,"id":"b","function":{"arguments":"}"}}])"}),
              ElementsAre("call 0.0 a||", "call 0.0 |f|", "call 0.1 |g|{", "call 0.1 b||}"));
}

TEST(OpenaiChatToolCalls, WithoutIndexIdsTellThemApart) {
  EXPECT_THAT(
      decode_calls({R"([{"id":"a","function":{"name":"f","arguments":"{\"x\":1}"}},)"
                    R"({"id":"b","function":{"name":"g","arguments":"{"}}])",
                    R"([{"id":"a","function":{"arguments":" "}}])", R"([{"id":"b","function":{"arguments":"}"}}])"}),
      ElementsAre("call 0.0 a|f|{\"x\":1}", "call 0.1 b|g|{", "call 0.0 || ", "call 0.1 ||}"));
}

TEST(OpenaiChatToolCalls, WithoutIndexAndIdNamesBeginThem) {
  EXPECT_THAT(decode_calls({R"([{"function":{"name":"f","arguments":"{"}}])", R"([{"function":{"arguments":"}"}}])",
                            R"([{"function":{"name":"g","arguments":"{}"}}])"}),
              ElementsAre("call 0.0 |f|{", "call 0.0 ||}", "call 0.1 |g|{}"));
}

TEST(OpenaiChatToolCalls, ArgumentsMayBeAnything) {
  EXPECT_THAT(decode_calls({R"([{"index":0,"id":"a","function":{"name":"f","arguments":null}}])"}),
              ElementsAre("call 0.0 a|f|"));
  EXPECT_THAT(decode_calls({R"([{"index":0,"id":"a","function":{"name":"f"}}])"}), ElementsAre("call 0.0 a|f|"));
  EXPECT_THAT(decode_calls({R"([{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}])"}),
              ElementsAre("call 0.0 a|f|{}"));
  EXPECT_THAT(decode_calls({R"([{"index":0,"id":"a","function":{"name":"f","arguments":{ "a" : [1, "x y\n"] }}}])"}),
              ElementsAre(R"(call 0.0 a|f|{"a":[1,"x y\n"]})"));
  EXPECT_THAT(decode_calls({R"([{"index":0,"id":"a","function":{"name":"f","arguments":"{\"a\":\"\u00e9\\n\"}"}}])"}),
              ElementsAre("call 0.0 a|f|{\"a\":\"\u00E9\\n\"}"));
}

// An escaped string inside an argument object is looked at twice, and must not disturb what was unescaped before.
TEST(OpenaiChatToolCalls, ArgumentObjectsWithEscapesLeaveOtherTextsAlone) {
  const std::string escapes(300, '\\');
  EXPECT_THAT(
      decode_calls({R"([{"id":"i\u0041","function":{"name":"n\u0042","arguments":{"k":")" + escapes + R"("}}}])"}),
      ElementsAre("call 0.0 iA|nB|{\"k\":\"" + escapes + "\"}"));
}

TEST(OpenaiChatToolCalls, EmptyPiecesSayNothing) {
  EXPECT_THAT(decode_calls({"null", "[]", R"([{"index":0,"type":"function"}])", R"([{"index":0,"function":null}])",
                            R"([{"index":0,"id":"a","function":{"name":"f","arguments":""}}])",
                            R"([{"index":0,"function":{"arguments":""}}])"}),
              ElementsAre("call 0.0 a|f|"));
}

TEST(OpenaiChatToolCalls, OfSeveralChoicesDoNotMix) {
  const auto decoder = make_openai_chat_decoder();
  const std::string_view chunk =
      R"({"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f"}}]},"index":0},)"
      R"({"delta":{"tool_calls":[{"index":0,"id":"b","function":{"name":"g"}}]},"index":1}]})";
  EXPECT_THAT(decode_frame(*decoder, {"", chunk}), ElementsAre("call 0.0 a|f|", "call 1.0 b|g|"));
  const std::string_view more =
      R"({"choices":[{"index":1,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"2"}}]}},)"
      R"({"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"1"}}]}}]})";
  EXPECT_THAT(decode_frame(*decoder, {"", more}), ElementsAre("call 1.0 ||2", "call 0.0 ||1"));
}

TEST(OpenaiChatToolCalls, CustomToolsHaveAnInput) {
  EXPECT_THAT(decode_calls({R"([{"index":0,"id":"a","type":"custom","custom":{"name":"run","input":"ls -l"}}])"}),
              ElementsAre("call 0.0 a|run|ls -l"));
}

TEST(OpenaiChatToolCalls, TheOlderFunctionCallIsOneToo) {
  const auto decoder = make_openai_chat_decoder();
  const auto decode = [&](const std::string& delta) {
    return decode_frame(*decoder, {"", R"({"choices":[{"index":0,"delta":)" + delta + "}]}"});
  };
  EXPECT_THAT(decode(R"({"role":"assistant","content":null,"function_call":{"name":"f","arguments":""}})"),
              ElementsAre("call 0.0 |f|"));
  EXPECT_THAT(decode(R"({"function_call":{"arguments":"{\"a\""}})"), ElementsAre("call 0.0 ||{\"a\""));
  EXPECT_THAT(decode(R"({"function_call":{"arguments":":1}"}})"), ElementsAre("call 0.0 ||:1}"));
  EXPECT_THAT(decode(R"({"function_call":null})"), IsEmpty());
}

TEST(OpenaiChatToolCalls, ManyCallsUnderOneIndexStayFast) {
  const auto decoder = make_openai_chat_decoder();
  std::size_t calls = 0;
  for (int number = 0; number < 5'000; ++number) {
    const std::string data = R"({"choices":[{"delta":{"tool_calls":[{"index":0,"id":"c)" + std::to_string(number) +
                             R"(","function":{"name":"f","arguments":"{}"}}]}}]})";
    const Described deltas = decode_frame(*decoder, {"", data});
    ASSERT_THAT(deltas, ElementsAre(fmt::format("call 0.{} c{}|f|{{}}", number, number)));
    calls += deltas.size();
  }
  EXPECT_EQ(calls, 5'000U);
}

}  // namespace
}  // namespace wiretape::provider
