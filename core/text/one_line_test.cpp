#include "wiretape/core/text/one_line.h"

#include <gtest/gtest.h>

namespace wiretape::text {
namespace {

TEST(OneLine, HoldsAnythingThatEndsNoField) {
  for (const std::string_view text : {"", "text/plain; a=\"b\"", "\t \x01\x7F\xFF", "é"}) {
    EXPECT_TRUE(is_one_line(text)) << text;
  }
}

TEST(OneLine, HoldsNoLineBreakAndNoNul) {
  for (const std::string_view text :
       {std::string_view("a\r"), std::string_view("\n"), std::string_view("a\r\nb"), std::string_view("a\0b", 3)}) {
    EXPECT_FALSE(is_one_line(text));
  }
}

}  // namespace
}  // namespace wiretape::text
