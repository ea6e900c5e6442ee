#include "wiretape/core/wire/http/http_field_lines.h"

#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::wire {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(HttpFieldLines, HandsOutFieldsInOrder) {
  HttpFieldLines lines{{"a", "1"}, {"B", ""}};
  lines.push_back({"a", "2: 3"});
  EXPECT_THAT(lines, ElementsAre(HttpFieldView{"a", "1"}, HttpFieldView{"B", ""}, HttpFieldView{"a", "2: 3"}));
  EXPECT_EQ(lines.text(), "a: 1\r\nB: \r\na: 2: 3\r\n");
  EXPECT_THAT(HttpFieldLines(), IsEmpty());
}

TEST(HttpFieldLines, ReadsLinesAsTheyCame) {
  const std::string text = "Host:a:1\r\nX: \t two  words \t\r\nempty:\r\n";
  const auto lines = HttpFieldLines::read(text);
  EXPECT_THAT(lines,
              ElementsAre(HttpFieldView{"Host", "a:1"}, HttpFieldView{"X", "two  words"}, HttpFieldView{"empty", ""}));
  EXPECT_EQ(lines.text(), text);
  EXPECT_THAT(HttpFieldLines::read(""), IsEmpty());
}

TEST(HttpFieldLines, AreTheSameHoweverTheyAreWritten) {
  const auto read = HttpFieldLines::read("a:1\r\nb:\t2\r\n");
  EXPECT_EQ(read, (HttpFieldLines{{"a", "1"}, {"b", "2"}}));
  EXPECT_NE(read, (HttpFieldLines{{"a", "1"}}));
  EXPECT_NE(read, (HttpFieldLines{{"a", "1"}, {"B", "2"}}));
}

// The texts are as short as a string keeps in itself: they move along with it.
TEST(HttpFieldLines, AreWholeWhenCopiedAndMoved) {
  HttpFieldLines lines{{"a", "1"}};
  const HttpFieldLines copy = lines;
  const HttpFieldLines moved = std::move(lines);
  EXPECT_THAT(copy, ElementsAre(HttpFieldView{"a", "1"}));
  EXPECT_THAT(moved, ElementsAre(HttpFieldView{"a", "1"}));
}

TEST(HttpFieldLines, AreSearchedAsOthersAre) {
  const HttpFieldLines lines{{"Accept", "a"}, {"accept", "b, C"}};
  EXPECT_EQ(find_field(lines, "ACCEPT"), "a");
  EXPECT_EQ(find_field(lines, "x"), std::nullopt);
  EXPECT_TRUE(has_token(lines, "accept", "c"));
  EXPECT_FALSE(has_token(lines, "accept", "d"));
}

}  // namespace
}  // namespace wiretape::wire
