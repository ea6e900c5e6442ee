#include "wiretape/core/wire/sse/sse_lines.h"

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::wire {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

std::vector<std::pair<std::string, std::string>> lines_of(std::string_view bytes) {
  std::vector<std::pair<std::string, std::string>> lines;
  while (!bytes.empty()) {
    const SseLine line = take_line(bytes);
    lines.emplace_back(line.text, line.line_end);
  }
  return lines;
}

TEST(TakeLine, KnowsAllThreeLineEnds) {
  EXPECT_THAT(lines_of("a\nb\rc\r\nd"),
              ElementsAre(Pair("a", "\n"), Pair("b", "\r"), Pair("c", "\r\n"), Pair("d", "")));
}

TEST(TakeLine, TakesBlankLinesOneByOne) {
  EXPECT_THAT(lines_of("\n\r\r\n\n"), ElementsAre(Pair("", "\n"), Pair("", "\r"), Pair("", "\r\n"), Pair("", "\n")));
}

TEST(FieldPrefix, HasTheColonAndOneBlank) {
  EXPECT_EQ(field_prefix("data: x"), "data: ");
  EXPECT_EQ(field_prefix("data:x: y"), "data:");
  EXPECT_EQ(field_prefix("data:  x"), "data: ");
  EXPECT_EQ(field_prefix(": comment"), ": ");
  EXPECT_EQ(field_prefix("data"), "data");
  EXPECT_EQ(field_prefix(""), "");
}

TEST(IsDataLine, ComparesTheWholeName) {
  EXPECT_TRUE(is_data_line("data: x"));
  EXPECT_TRUE(is_data_line("data"));
  EXPECT_FALSE(is_data_line("database: x"));
  EXPECT_FALSE(is_data_line(":data"));
  EXPECT_FALSE(is_data_line(" data: x"));
  EXPECT_FALSE(is_data_line(""));
}

}  // namespace
}  // namespace wiretape::wire
