#include "wiretape/core/text/json/surrogate_half.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::text {
namespace {

TEST(SurrogateHalf, IsFoundAtTheEndsOfAnEscapedText) {
  EXPECT_EQ(low_half_at_begin(R"(\uDE00b)"), char32_t{0xDE00});
  EXPECT_EQ(high_half_at_end(R"(b\ud83d)"), char32_t{0xD83D});
  EXPECT_EQ(high_half_at_end(R"(\\\ud83d)"), char32_t{0xD83D});
  EXPECT_EQ(high_half_at_end(R"(\\ud83d)"), std::nullopt) << "a backslash and letters";
  EXPECT_EQ(high_half_at_end(R"(\ud83d\ude00)"), std::nullopt);
  EXPECT_EQ(low_half_at_begin(R"(\u00e9)"), std::nullopt);
  EXPECT_EQ(low_half_at_begin("abc"), std::nullopt);
}

TEST(SurrogateHalf, IsThreeBytesThatAreNoCharacter) {
  for (const char32_t half : {char32_t{0xD800}, char32_t{0xDBFF}, char32_t{0xDC00}, char32_t{0xDFFF}}) {
    std::string bytes(half_size, ' ');
    write_half(bytes.data(), half);
    EXPECT_EQ(half_at_begin(bytes + "a"), half);
    EXPECT_EQ(half_at_end("a" + bytes), half);
  }
  EXPECT_EQ(half_at_begin("\uD7FF"), std::nullopt);
  EXPECT_EQ(half_at_end("\uE000"), std::nullopt);
}

TEST(SurrogateHalf, TwoMakeACharacter) {
  EXPECT_EQ(joined_surrogates(0xD83D, 0xDE00), char32_t{0x1F600});
}

}  // namespace
}  // namespace wiretape::text
