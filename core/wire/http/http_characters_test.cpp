#include "wiretape/core/wire/http/http_characters.h"

#include <gtest/gtest.h>

namespace wiretape::wire {
namespace {

TEST(HttpCharacters, TokenBytesAreThoseOfRfc9110) {
  int count = 0;
  for (int byte = 0; byte < 256; ++byte)
    count += token_bytes.contains(static_cast<char>(byte)) ? 1 : 0;
  EXPECT_EQ(count, 26 + 26 + 10 + 15);
  for (const char byte : std::string_view("!#$%&'*+-.^_`|~09azAZ"))
    EXPECT_TRUE(token_bytes.contains(byte)) << byte;
  for (const char byte : std::string_view("\"(),/:;<=>?@[\\]{} \t\r\n\x7F\x80")) {
    EXPECT_FALSE(token_bytes.contains(byte)) << static_cast<int>(byte);
  }
  EXPECT_FALSE(token_bytes.contains('\0'));
}

TEST(HttpCharacters, FieldValueBytesAreAllButControls) {
  for (int byte = 0; byte < 256; ++byte) {
    const bool control = (byte < 0x20 && byte != '\t') || byte == 0x7F;
    EXPECT_NE(field_value_bytes.contains(static_cast<char>(byte)), control) << byte;
  }
}

TEST(HttpCharacters, FindOutsideNamesTheFirstStranger) {
  EXPECT_EQ(token_bytes.find_outside("abc"), std::string_view::npos);
  EXPECT_EQ(token_bytes.find_outside(""), std::string_view::npos);
  EXPECT_EQ(token_bytes.find_outside("ab c d"), 2U);
}

TEST(HttpCharacters, HexValue) {
  EXPECT_EQ(hex_value('0'), 0);
  EXPECT_EQ(hex_value('9'), 9);
  EXPECT_EQ(hex_value('a'), 10);
  EXPECT_EQ(hex_value('F'), 15);
  for (const char byte : std::string_view("gG/:@`xX_ +-"))
    EXPECT_EQ(hex_value(byte), -1) << byte;
}

TEST(HttpCharacters, EqualIgnoringCaseFoldsAsciiLettersOnly) {
  EXPECT_TRUE(equal_ignoring_case("Content-LENGTH", "content-length"));
  EXPECT_FALSE(equal_ignoring_case("content-length", "content_length"));
  EXPECT_FALSE(equal_ignoring_case("@", "`"));  // 32 apart, as 'A' and 'a' are
  EXPECT_FALSE(equal_ignoring_case("a", "ab"));
}

TEST(HttpCharacters, TrimTakesSpacesAndTabsAtBothEnds) {
  EXPECT_EQ(trim_white_space(" \t a b\t "), "a b");
  EXPECT_EQ(trim_white_space("\t \t"), "");
  EXPECT_EQ(trim_white_space(""), "");
  EXPECT_EQ(trim_white_space("\va"), "\va");
}

}  // namespace
}  // namespace wiretape::wire
