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

TEST(WithWholePairs, ReplacesHalvesThatStandAlone) {
  EXPECT_EQ(with_whole_pairs(R"("\ud83d")"), R"("\ufffd")");
  EXPECT_EQ(with_whole_pairs(R"("\uDE00\uD83D")"), R"("\ufffd\ufffd")");
  EXPECT_EQ(with_whole_pairs(R"("\ud83d\ud83d\ude00")"), R"("\ufffd\ud83d\ude00")");
  EXPECT_EQ(with_whole_pairs(R"("\ud83d\u0041\n\\ude00")"), R"("\ufffd\u0041\n\\ude00")");
  for (const char* const as_it_is : {R"("\ud83d\ude00")", R"("\\ud83d")", R"("\ud83")", R"("\)", R"("\u)", ""})
    EXPECT_EQ(with_whole_pairs(as_it_is), as_it_is);
}

TEST(SurrogateHalf, TwoMakeACharacter) {
  EXPECT_EQ(joined_surrogates(0xD83D, 0xDE00), char32_t{0x1F600});
}

}  // namespace
}  // namespace wiretape::text
