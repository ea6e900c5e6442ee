#include "wiretape/core/text/json/json_index.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::text {
namespace {

TEST(JsonIndex, TakesWhatEveryReaderTakes) {
  JsonIndex index;
  for (const char* text : {"1", "-0.0", "1e99", R"("\ud83d\ude00")", R"({"a":1,"a":2})", " [ ] ", R"(["\\"])"})
    EXPECT_TRUE(index.read(text)) << text;
}

TEST(JsonIndex, LeavesDoubtsToTheTree) {
  JsonIndex index;
  for (const char* text : {"", "\xEF\xBB\xBF{}", "1e400", R"("\ud83d")", "{}x", "[1,]"})
    EXPECT_FALSE(index.read(text)) << text;
}

TEST(JsonIndex, GivesValuesAsTheyAreWritten) {
  JsonIndex index;
  ASSERT_TRUE(index.read(R"( {"a" : [1, {"b":"c"} ] , "d":1.50 ,"e":true,"f":"x\ny"} )"));
  EXPECT_EQ(index.root().member("a")->written(), R"([1, {"b":"c"} ])");
  EXPECT_EQ(index.root().member("d")->written(), "1.50");
  EXPECT_EQ(index.root().member("f")->written(), R"("x\ny")");
  EXPECT_TRUE(index.root().member("e")->is_true());
  EXPECT_FALSE(index.root().member("g").has_value());
}

TEST(JsonIndex, TheLastMemberOfANameCounts) {
  JsonIndex index;
  ASSERT_TRUE(index.read(R"({"a":1,"b":2,"\u0061":3})"));
  EXPECT_EQ(index.root().member("a")->written(), "3");
}

TEST(JsonIndex, SaysOnlyTheWholeText) {
  JsonIndex index;
  ASSERT_TRUE(index.read(R"(["abc","a\u0062c","ab"])"));
  std::string said;
  for (const auto element : index.root().elements())
    said += element.says("abc") ? 'y' : 'n';
  EXPECT_EQ(said, "yyn");
}

TEST(JsonIndex, TwoAtOnceDontDisturbEachOther) {
  JsonIndex one;
  JsonIndex other;
  ASSERT_TRUE(one.read(R"({"a":[1,2]})"));
  ASSERT_TRUE(other.read(R"([[],{"a":"b"}])"));
  EXPECT_EQ(one.root().member("a")->written(), "[1,2]");
}

TEST(JsonIndex, TellsWhatATextSaysFromHowItIsWritten) {
  JsonIndex index;
  ASSERT_TRUE(index.read(R"(["", "a", "ab", "\u0061", "a\"", "a\\", 7])"));
  const auto said = [&](std::string_view wanted) {
    std::string places;
    for (const auto element : index.root().elements())
      places += element.says(wanted) ? 'y' : 'n';
    return places;
  };
  EXPECT_EQ(said(""), "ynnnnnn");
  EXPECT_EQ(said("a"), "nynynnn");
  EXPECT_EQ(said("ab"), "nnynnnn");
  EXPECT_EQ(said("a\""), "nnnnynn");
  EXPECT_EQ(said("a\\"), "nnnnnyn");
  EXPECT_EQ(said("7"), "nnnnnnn");
}

TEST(JsonIndex, IsReadAgainAndAgain) {
  JsonIndex index;
  EXPECT_FALSE(index.read("[1,2"));
  ASSERT_TRUE(index.read(std::string(3, '[') + std::string(3, ']')));
  const std::string large = "[\"" + std::string(2'000'000, 'x') + "\"]";
  ASSERT_TRUE(index.read(large));
  EXPECT_EQ(index.root().written().size(), large.size());
}

}  // namespace
}  // namespace wiretape::text
