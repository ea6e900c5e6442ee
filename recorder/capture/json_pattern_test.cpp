#include "wiretape/recorder/capture/json_pattern.h"

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::recorder::capture {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view chat = "/v1/chat/completions";

std::string must(std::string_view body, const KeepRules& rules = {}) {
  const auto patterns = json_patterns(chat, body, rules);
  return patterns ? patterns->must : "none";
}

std::vector<std::string> must_not(std::string_view body, const KeepRules& rules = {}) {
  return json_patterns(chat, body, rules)->must_not;
}

TEST(JsonPattern, HasTheMembersThatCount) {
  EXPECT_EQ(must(R"({"temperature": 1, "model": "m", "messages": [ {"role": "user"} ], "stream": true, "seed": 5})"),
            R"({"model":"m","messages":[{"role":"user"}],"stream":true})");
  EXPECT_EQ(must(R"({"a": 1, "b": 2})", {.match = {"b"}}), R"({"b":2})");
}

TEST(JsonPattern, HasAllMembersWhereNoneCounts) {
  EXPECT_EQ(must(R"({"q": "x", "n": 1.50})"), R"({"q":"x","n":1.50})");
  EXPECT_EQ(must("[1, [2]]"), "[1,[2]]");
  EXPECT_EQ(must("{}"), "{}");
}

TEST(JsonPattern, WritesTextsAsALoaderDoes) {
  EXPECT_EQ(must(R"({"model": "\u00e9\/\n"})"), "{\"model\":\"\xC3\xA9/\\n\"}");
}

TEST(JsonPattern, LeavesOutWhatIsMaskedAndSaysWhatStandsAroundIt) {
  const auto patterns = json_patterns(
      chat,
      R"({"model":"m","messages":[{"role":"user","content":"I am ********.\nHi"}],"input":["a", "*******"],"x":1})",
      {});
  EXPECT_EQ(patterns->must, R"({"model":"m","messages":[{"role":"user"}]})");
  EXPECT_THAT(patterns->parts, ElementsAre("I am ", ".\nHi", "a"));
  EXPECT_EQ(must(R"(["*******"])"), "none");
  EXPECT_EQ(must(R"({"input":{"password":1111,"*******":2,"n":[1,2]}})"), R"({"input":{"n":[1,2]}})");
}

TEST(JsonPattern, HasTheLastOfTwoMembersOfAName) {
  EXPECT_EQ(must(R"({"model":"a","model":"b"})"), R"({"model":"b"})");
}

TEST(JsonPattern, RefusesStreamsWhereNoneWasAskedFor) {
  EXPECT_THAT(must_not(R"({"model":"m"})"), ElementsAre(R"({"stream":true})"));
  EXPECT_THAT(must_not(R"({"model":"m","stream":false})"), IsEmpty());
  EXPECT_THAT(must_not(R"({"q":"x"})"), IsEmpty());
  EXPECT_THAT(must_not(R"({"model":"m"})", {.match = {"model"}}), IsEmpty());
}

TEST(JsonPattern, RefusesUsageWhereAStreamWasAskedForWithoutIt) {
  const std::string streamed = R"({"model":"m","stream":true})";
  EXPECT_THAT(must_not(streamed), ElementsAre(R"({"stream_options":{"include_usage":true}})"));
  EXPECT_THAT(must_not(R"({"model":"m","stream":true,"stream_options":{}})"), IsEmpty());
  EXPECT_THAT(must_not(streamed, {.match = {"model", "stream"}}), IsEmpty());
  EXPECT_THAT(json_patterns("/v1/messages", streamed, {})->must_not, IsEmpty());
}

TEST(JsonPattern, IsNoneOfWhatIsNoJsonOrTooDeep) {
  for (const std::string body : {"", "a=b", "5", "\"text\"", "{", "{\"a\":}"})
    EXPECT_EQ(must(body), "none") << body;
  const auto nested = [](std::size_t depth) {
    return "{\"model\":" + std::string(depth, '[') + std::string(depth, ']') + "}";
  };
  EXPECT_EQ(must(nested(40)), nested(40));
  EXPECT_EQ(must(nested(41)), "none");
}

}  // namespace
}  // namespace wiretape::recorder::capture
