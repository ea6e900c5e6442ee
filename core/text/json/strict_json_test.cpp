#include "wiretape/core/text/json/strict_json.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wiretape::text {
namespace {

using ::testing::ElementsAre;

// Whether a walk that only checks finds the text sound.
bool is_sound(StrictJson& json, std::string_view text) {
  return json.read_object(text, [&](std::string_view /*name*/, StrictJson::Value& value) { return json.check(value); });
}

bool is_sound(std::string_view text) {
  StrictJson json;
  return is_sound(json, text);
}

std::string failure(std::string_view text) {
  StrictJson json;
  if (is_sound(json, text)) return "sound";
  return std::to_string(json.failure().offset) + ": " + std::string(json.failure().what);
}

TEST(StrictJson, WalksMembersInOrder) {
  StrictJson json;
  std::vector<std::string> seen;
  const bool sound = json.read_object(R"({"a":1, "b" : [true ,null],"c":{"d":"e"}})", [&](auto name, auto& value) {
    std::string_view written;
    if (!json.capture(value, written)) return false;
    seen.push_back(std::string(name) + "=" + std::string(written));
    return true;
  });
  EXPECT_TRUE(sound);
  EXPECT_THAT(seen, ElementsAre("a=1", "b=[true ,null]", R"(c={"d":"e"})"));
}

TEST(StrictJson, RefusesATextWithoutAPlace) {
  EXPECT_FALSE(is_sound(std::string_view()));
  StrictJson json;
  EXPECT_TRUE(is_sound(json, "{}"));
  EXPECT_FALSE(is_sound(json, std::string_view()));
}

TEST(StrictJson, ReadsTextsElementsAndFields) {
  StrictJson json;
  std::vector<std::string> seen;
  const auto read_text = [&](StrictJson::Value& value) {
    std::string_view text;
    if (!json.text(value, text)) return false;
    seen.emplace_back(text);
    return true;
  };
  EXPECT_TRUE(json.read_object(R"({"list":["plain","\u00e9\n"],"object":{"x":"a\\b"}})", [&](auto name, auto& value) {
    if (name == "list") return json.each_element(value, read_text);
    return json.each_field(value, [&](auto /*name*/, auto& member) { return read_text(member); });
  }));
  EXPECT_THAT(seen, ElementsAre("plain", "\u00E9\n", "a\\b"));
}

TEST(StrictJson, ViewsStayUntilTheNextWalk) {
  StrictJson json;
  std::vector<std::string_view> seen;
  const std::string text = R"({"a":")" + std::string(500, 'x') + R"(\n","b":"\t","c":{"d": "\n\n" },"e":"\\"})";
  EXPECT_TRUE(json.read_object(text, [&](auto name, auto& value) {
    std::string_view read;
    if (name == "c") {
      if (!json.capture(value, read)) return false;
      seen.push_back(json.compact(read));
      return true;
    }
    if (!json.text(value, read)) return false;
    seen.push_back(read);
    return true;
  }));
  EXPECT_THAT(seen, ElementsAre(std::string(500, 'x') + "\n", "\t", R"({"d":"\n\n"})", "\\"));
}

TEST(StrictJson, ShowsTokensWithoutReadingThem) {
  StrictJson json;
  std::vector<std::string> tokens;
  EXPECT_TRUE(
      json.read_object("{\"a\":\"s\" ,\"b\": -1.5 ,\"c\":{},\"d\":[1]\n,\"e\":null }", [&](auto /*name*/, auto& value) {
        tokens.emplace_back(StrictJson::token(value));
        return json.check(value);
      }));
  EXPECT_THAT(tokens, ElementsAre("\"s\"", "-1.5", "{", "[", "null"));
}

TEST(StrictJson, NamesAreGivenAsWritten) {
  StrictJson json;
  std::vector<std::string> names;
  EXPECT_TRUE(json.read_object(R"({"":1,"a b":2,"\u0069d":3,"q\"" :4,"x" : 5})", [&](auto name, auto& value) {
    names.emplace_back(name);
    return json.check(value);
  }));
  EXPECT_THAT(names, ElementsAre("", "a b", R"(\u0069d)", R"(q\")", "x"));
}

TEST(StrictJson, StopsWhereTheCallbackGivesUp) {
  StrictJson json;
  int seen = 0;
  EXPECT_FALSE(json.read_object(R"({"a":1,"b":2})", [&](auto /*name*/, auto& value) {
    ++seen;
    return json.wrong_shape("not wanted", value);
  }));
  EXPECT_EQ(seen, 1);
  EXPECT_EQ(json.failure().what, "not wanted");
  EXPECT_EQ(json.failure().offset, 5U);
}

TEST(StrictJson, ServesOneWalkAfterTheOtherWhateverTheirSizes) {
  StrictJson json;
  EXPECT_FALSE(is_sound(json, ""));
  EXPECT_TRUE(is_sound(json, "{}"));
  for (const std::size_t size : {10U, 5000U, 3U, 100'000U, 1024U}) {
    EXPECT_TRUE(is_sound(json, R"({"a":")" + std::string(size, 'x') + R"("})")) << size;
    EXPECT_FALSE(is_sound(json, R"({"a":")" + std::string(size, 'x'))) << size;
  }
}

TEST(StrictJson, SaysWhatIsUnsoundAndWhere) {
  EXPECT_EQ(failure(""), "0: not JSON: empty");
  EXPECT_EQ(failure(" \n"), "0: not JSON: empty");
  EXPECT_EQ(failure("[1]"), "0: not a JSON object");
  EXPECT_EQ(failure("{\"a\":1"), "6: not JSON: no closing bracket at the end");
  EXPECT_EQ(failure("{\"a\":\"b"), "7: not JSON: a string does not end");
  EXPECT_EQ(failure("{\"a\":\"b\nc\"}"), "7: not JSON: control character in a string");
  EXPECT_EQ(failure("{\"a\":\"b\xFF\"}"), "7: not UTF-8");
  EXPECT_EQ(failure(R"({"a":"\x"})"), "6: not JSON: unsound escape in a string");
  EXPECT_EQ(failure(R"({"\x":1})"), "2: not JSON: unsound escape in a string");
  EXPECT_EQ(failure(R"({"a":tru})"), "5: not JSON: no value where one belongs");
  EXPECT_EQ(failure(R"({"a":01})"), "5: not JSON: no value where one belongs");
  EXPECT_EQ(failure(R"({"a":})"), "5: not JSON: no value where one belongs");
  EXPECT_EQ(failure(R"({"a":[1,]})"), "8: not JSON: no value where one belongs");
  EXPECT_EQ(failure(R"({}{})"), "2: not JSON: more follows the object");
  EXPECT_THAT(failure(R"({"a" 1})"), ::testing::HasSubstr("a comma, colon, bracket or name is missing"));
  EXPECT_THAT(failure(R"({"a":1,})"), ::testing::HasSubstr("a comma, colon, bracket or name is missing"));
  EXPECT_THAT(failure(R"({"a":1 "b":2})"), ::testing::HasSubstr("a comma, colon, bracket or name is missing"));
  EXPECT_THAT(failure(R"({"a":[1}])"), ::testing::HasSubstr("not JSON"));
  EXPECT_THAT(failure(R"({"a":{"b":1]})"), ::testing::HasSubstr("not JSON"));
  EXPECT_THAT(failure(R"({"x":{"a":"b":1},"y":2}})"), ::testing::HasSubstr("not JSON"));
}

TEST(StrictJson, BoundsNesting) {
  const auto nested = [](int depth) { return R"({"a":)" + std::string(depth, '[') + std::string(depth, ']') + "}"; };
  EXPECT_TRUE(is_sound(nested(200)));
  EXPECT_EQ(failure(nested(201)), "205: nested deeper than 200 levels");
  EXPECT_FALSE(is_sound(nested(1'000'000)));
  StrictJson json;
  EXPECT_FALSE(is_sound(json, nested(201)));
  EXPECT_TRUE(is_sound(json, nested(200))) << "the count begins anew";
}

// nlohmann's parser is the judge of what is JSON, over many texts that are nearly JSON.
TEST(StrictJson, AgreesWithAnIndependentParser) {
  const std::string sample =
      R"({"id":"c","n":[0,-1,2.5,true,false,null,{}],"s":"a\"\\\/\b\f\n\r\t\u00e9","o":{"x":[],"y":{"z":"q"}} ,"":[[1],2]})";
  constexpr std::string_view alphabet = "{}[]\":, \n\\01-.+ntfu/\x01\x7F\x80\xC3\xA9";
  std::uint64_t state = 7;
  const auto pick = [&](std::size_t below) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state >> 33U) % below;
  };
  StrictJson json;
  int sound = 0;
  for (int round = 0; round < 15'000; ++round) {
    std::string text = sample;
    for (std::size_t edits = 1 + pick(3); edits > 0 && !text.empty(); --edits) {
      const std::size_t at = pick(text.size());
      switch (pick(4)) {
        case 0:
          text.erase(at, 1 + pick(3));
          break;
        case 1:
          text.insert(at, 1, alphabet[pick(alphabet.size())]);
          break;
        case 2:
          text[at] = alphabet[pick(alphabet.size())];
          break;
        default:
          text.insert(at, text.substr(pick(text.size()), 1 + pick(6)));
          break;
      }
    }
    const nlohmann::json judged = nlohmann::json::parse(text, nullptr, false);
    ASSERT_EQ(is_sound(json, text), judged.is_object()) << text;
    sound += judged.is_object() ? 1 : 0;
  }
  EXPECT_GT(sound, 500) << "the edits leave some texts sound";
  EXPECT_LT(sound, 14'000) << "and break some";
}

}  // namespace
}  // namespace wiretape::text
