#include "wiretape/core/text/utf8.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace wiretape::text {
namespace {

TEST(FirstCharacter, ReadsOneToFourBytes) {
  const struct {
    std::string text;
    std::size_t length;
    char32_t value;
  } cases[] = {
      {"a", 1, U'a'},
      {std::string(1, '\0'), 1, U'\0'},
      {"\x7F", 1, 0x7F},
      {"\xC2\x80", 2, 0x80},
      {"\xDF\xBF", 2, 0x7FF},
      {"\xE0\xA0\x80", 3, 0x800},
      {"\xED\x9F\xBF", 3, 0xD7FF},
      {"\xEE\x80\x80", 3, 0xE000},
      {"\xEF\xBF\xBF", 3, 0xFFFF},
      {"\xF0\x90\x80\x80", 4, 0x10000},
      {"\xF4\x8F\xBF\xBF", 4, 0x10FFFF},
  };
  for (const auto& expected : cases) {
    const Utf8Character character = first_character(expected.text + "z");
    EXPECT_TRUE(character.valid) << expected.text;
    EXPECT_EQ(character.length, expected.length);
    EXPECT_EQ(character.value, expected.value);
  }
}

TEST(FirstCharacter, RefusesWhatIsNotUtf8OneByteAtATime) {
  const std::vector<std::string> cases = {
      "\x80",              // a continuation byte alone
      "\xBF",              //
      "\xC0\x80",          // overlong
      "\xC1\xBF",          //
      "\xE0\x9F\xBF",      //
      "\xF0\x8F\xBF\xBF",  //
      "\xED\xA0\x80",      // a surrogate
      "\xED\xBF\xBF",      //
      "\xF4\x90\x80\x80",  // past U+10FFFF
      "\xF5\x80\x80\x80",  //
      "\xFF",              //
      "\xC3",              // cut short
      "\xE2\x82",          //
      "\xF0\x9F\x98",      //
      "\xC3z",             // no continuation
      "\xE2\x82z",         //
      "\xF0\x9F\x98z",     //
  };
  for (const std::string& text : cases) {
    const Utf8Character character = first_character(text);
    EXPECT_FALSE(character.valid) << ::testing::PrintToString(text);
    EXPECT_EQ(character.length, 1U);
    EXPECT_EQ(character.value, U'\uFFFD');
  }
}

TEST(ContinuesCharacter, TellsLaterBytesFromFirstOnes) {
  for (const char byte : std::string_view("a\x7F\xC3\xE2\xF0")) {
    EXPECT_FALSE(continues_character(byte));
  }
  for (const char byte : std::string_view("\x80\xBF")) {
    EXPECT_TRUE(continues_character(byte));
  }
}

TEST(AppendUtf8, IsTheInverseForEveryScalarValue) {
  for (char32_t value = 0; value <= 0x10FFFF; ++value) {
    if (value >= 0xD800 && value <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, value);
    const Utf8Character character = first_character(text);
    ASSERT_TRUE(character.valid && character.value == value && character.length == text.size()) << std::uint32_t{value};
  }
}

TEST(ToValidUtf8, ReplacesEachBadByteAndKeepsTheRest) {
  EXPECT_EQ(to_valid_utf8(""), "");
  EXPECT_EQ(to_valid_utf8("h\xC3\xA9llo \xF0\x9F\x98\x80"), "h\xC3\xA9llo \xF0\x9F\x98\x80");
  EXPECT_EQ(to_valid_utf8("a\xFF"
                          "b"),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(to_valid_utf8("\xE2\x82"), "\xEF\xBF\xBD\xEF\xBF\xBD");
}

}  // namespace
}  // namespace wiretape::text
