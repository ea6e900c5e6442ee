#include "wiretape/core/text/json/json_text.h"

#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wiretape::text {
namespace {

std::string json_string(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

std::string unescaped(std::string_view escaped) {
  std::string out = "<";
  return append_unescaped(out, escaped) ? out.substr(1) : "unsound";
}

std::string compacted(std::string_view json) {
  std::string out;
  append_compact_json(out, json);
  return out;
}

TEST(AppendJsonString, EscapesWhatMustBe) {
  EXPECT_EQ(json_string(""), R"("")");
  EXPECT_EQ(json_string("plain / text"), R"("plain / text")");
  EXPECT_EQ(json_string("\"\\\b\f\n\r\t"), R"("\"\\\b\f\n\r\t")");
  EXPECT_EQ(json_string(std::string_view("\0\x01\x1F\x7F", 4)), "\"\\u0000\\u0001\\u001f\x7F\"");
}

TEST(AppendJsonString, KeepsUtf8AndReplacesTheRest) {
  EXPECT_EQ(json_string("h\u00E9 \U0001F600"), "\"h\u00E9 \U0001F600\"");
  EXPECT_EQ(json_string("a\xFF"), "\"a\uFFFD\"");
  EXPECT_EQ(json_string("\xF0\x9F\x98"), "\"\uFFFD\uFFFD\uFFFD\"");
  EXPECT_EQ(json_string("\xED\xA0\xBD"), "\"\uFFFD\uFFFD\uFFFD\"");
}

TEST(AppendJsonString, IsReadBackByAnotherParser) {
  std::string text;
  for (int byte = 0; byte < 128; ++byte)
    text += static_cast<char>(byte);
  text += "\u00E9\u65E5\U0001F600";
  EXPECT_EQ(nlohmann::json::parse(json_string(text)).get<std::string>(), text);
  EXPECT_EQ(unescaped(json_string(text).substr(1, json_string(text).size() - 2)), text);
}

TEST(AppendUnescaped, KnowsEveryEscape) {
  EXPECT_EQ(unescaped("plain"), "plain");
  EXPECT_EQ(unescaped(R"(\"\\\/\b\f\n\r\t)"), "\"\\/\b\f\n\r\t");
  EXPECT_EQ(unescaped(R"(a\u0041\u00e9\u00E9\u65e5z)"), "aA\u00E9\u00E9\u65E5z");
  EXPECT_EQ(unescaped(R"(\ud83d\ude00\uD83D\uDE00)"), "\U0001F600\U0001F600");
  EXPECT_EQ(unescaped(R"(\ud800\udc00\udbff\udfff)"), "\U00010000\U0010FFFF");
  EXPECT_EQ(unescaped(R"(\u0000)"), std::string(1, '\0'));
}

TEST(AppendUnescaped, ReplacesASurrogateWithoutItsOtherHalf) {
  EXPECT_EQ(unescaped(R"(\ud83d)"), "\uFFFD");
  EXPECT_EQ(unescaped(R"(\ude00x)"), "\uFFFDx");
  EXPECT_EQ(unescaped(R"(\ud83d\n)"), "\uFFFD\n");
  EXPECT_EQ(unescaped(R"(\ud83d\u0041)"), "\uFFFDA");
  EXPECT_EQ(unescaped(R"(\ud83d\ud83d\ude00)"), "\uFFFD\U0001F600");
}

TEST(AppendUnescaped, RefusesUnsoundEscapes) {
  for (const char* escaped : {R"(\)", R"(\x)", R"(\u)", R"(\u12)", R"(\u12g4)", R"(\u-123)", R"(\u+123)", R"(\u 123)",
                              R"(\U0041)", R"(\ud83d\u12)", R"(\')", R"(\0)"}) {
    EXPECT_EQ(unescaped(escaped), "unsound") << escaped;
  }
}

TEST(AppendCompactJson, DropsBlanksBetweenTokensOnly) {
  EXPECT_EQ(compacted(" { \"a b\" :\t[ 1 ,\r\n2 ] } "), R"({"a b":[1,2]})");
  EXPECT_EQ(compacted(R"({"q":"\" , \\"  , "r" : " x "})"), R"({"q":"\" , \\","r":" x "})");
}

TEST(IsJsonNumber, FollowsTheGrammar) {
  for (const char* number : {"0", "-0", "7", "10", "-12", "0.5", "-1.25", "1e5", "1E+5", "2.5e-10", "0e0",
                             "123456789012345678901234567890", "1e999"}) {
    EXPECT_TRUE(is_json_number(number)) << number;
  }
  for (const char* text : {"",    "-",  "+1",  "01", "-01", "00", ".5",  "1.",       "1.e5", "1e",
                           "1e+", "e5", "0x1", "1 ", " 1",  "1-", "NaN", "Infinity", "1,5",  "--1"}) {
    EXPECT_FALSE(is_json_number(text)) << text;
  }
}

}  // namespace
}  // namespace wiretape::text
