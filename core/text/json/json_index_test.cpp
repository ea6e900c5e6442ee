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

TEST(JsonIndex, FindsAMemberOfTheRootAsOfAnyObject) {
  std::string many;
  for (int number = 0; number < 40; ++number)
    many += "\"n" + std::to_string(number) + "\":" + std::to_string(number) + ",";
  for (const std::string& before : {std::string(), std::string(R"("\u006a":7,)"), many}) {
    const std::string object = "{" + before + R"("a":1, "ab" :2,"a":3,"":4})";
    JsonIndex root;
    JsonIndex inner;
    ASSERT_TRUE(root.read(object));
    const std::string list = "[" + object + "]";
    ASSERT_TRUE(inner.read(list));
    const auto element = *inner.root().elements().begin();
    for (const char* name : {"a", "ab", "", "j", "n7", "b", "ab\" "}) {
      const auto found = root.root().member(name);
      const auto expected = element.member(name);
      ASSERT_EQ(found.has_value(), expected.has_value()) << name;
      if (found) {
        EXPECT_EQ(found->written(), expected->written()) << name;
      }
    }
    EXPECT_EQ(root.root().member("a")->written(), "3");
  }
}

TEST(JsonIndex, ForgetsTheMembersOfTheTextBefore) {
  JsonIndex index;
  ASSERT_TRUE(index.read(R"({"a":1})"));
  EXPECT_TRUE(index.root().member("a").has_value());
  ASSERT_TRUE(index.read(R"({"b":1})"));
  EXPECT_FALSE(index.root().member("a").has_value());
  EXPECT_EQ(index.root().member("b")->written(), "1");
  ASSERT_TRUE(index.read("[1]"));
  EXPECT_FALSE(index.root().member("b").has_value());
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
