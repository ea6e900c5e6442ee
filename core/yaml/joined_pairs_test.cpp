#include "wiretape/core/yaml/joined_pairs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/yaml/parsed_for_test.h"

namespace wiretape::yaml {
namespace {

using ::testing::ElementsAre;
using ::testing::StartsWith;

TEST(JoinedPairs, KeepEverythingBehindThemInItsPlace) {
  EXPECT_EQ(with_joined_pairs(R"({"a": "x\ud83d\ude00y", "b": 1})"), R"({"a": "x\U0001f600y"  , "b": 1})");
  EXPECT_EQ(with_joined_pairs(R"(["\uD83D\uDE00\ud83d\ude01", "\"\ud83d\ude00"])"),
            R"(["\U0001f600\U0001f601"    , "\"\U0001f600"  ])");
  EXPECT_EQ(with_joined_pairs(R"({"\ud83d\ude00":1})"), R"({"\U0001f600"  :1})");
}

TEST(JoinedPairs, AreThoseOfJsonOnly) {
  for (const char* const text : {"", "{}", R"(["\\ud83d\\ude00"])", R"(["\ud83d"])", R"([a, "\ud83d\ude00"])",
                                 "a: |\n  \\ud83d\\ude00\n", R"(["\u00d8"])"})
    EXPECT_EQ(with_joined_pairs(text).value_or(text), text) << text;
}

TEST(JoinedPairs, AreOneCharacterOfATape) {
  const Parsed parsed(R"({"a\ud83d\ude00": ["\ud83d\ude00\uD83C\uDF89!"]})");
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed.root().members.front().key->text, "a\U0001F600");
  EXPECT_EQ(parsed.root().members.front().value->items.front()->text, "\U0001F600\U0001F389!");
  EXPECT_EQ(parsed.root().members.front().value->offset, 18U);
}

TEST(JoinedPairs, HalvesAreRefusedWithTheirPlace) {
  Parsed parsed("{\n  \"a\": \"\\ud83d\\ude00\",\n  \"b\": \"cut \\ud83d\"}");
  EXPECT_FALSE(parsed.ok());
  EXPECT_THAT(parsed.lines(), ElementsAre(StartsWith("3:13: the escape '\\ud83d'")));
  Parsed behind(R"(["\ud83d\ude00\ud83d\ude00 cut \ud83d"])");
  EXPECT_THAT(behind.lines(), ElementsAre(StartsWith("1:32: the escape '\\ud83d'")));
}

}  // namespace
}  // namespace wiretape::yaml
