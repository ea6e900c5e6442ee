#include "wiretape/core/text/excerpt.h"

#include <gtest/gtest.h>

namespace wiretape::text {
namespace {

TEST(Excerpt, IsAShortTextItself) {
  EXPECT_EQ(excerpt(""), "");
  EXPECT_EQ(excerpt("héllo"), "héllo");
  EXPECT_EQ(excerpt(std::string(40, 'x')), std::string(40, 'x'));
}

TEST(Excerpt, CutsBetweenCharacters) {
  EXPECT_EQ(excerpt(std::string(41, 'x')), std::string(40, 'x') + "…");
  std::string accents;
  for (int count = 0; count < 50; ++count) {
    accents += "é";
  }
  EXPECT_EQ(excerpt(accents), accents.substr(0, 80) + "…");
}

TEST(Excerpt, IsOneLine) {
  EXPECT_EQ(excerpt("a\nb\tc\r\x7F"), "a b c  ");
}

}  // namespace
}  // namespace wiretape::text
