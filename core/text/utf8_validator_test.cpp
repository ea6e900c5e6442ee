#include "wiretape/core/text/utf8_validator.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/text/utf8.h"

namespace wiretape::text {
namespace {

struct Validity {
  std::optional<std::size_t> wrong{};
  bool whole = false;

  friend bool operator==(const Validity&, const Validity&) = default;
};

Validity validate(const std::vector<std::string_view>& pieces) {
  Utf8Validator validator;
  std::size_t before = 0;
  for (const std::string_view piece : pieces) {
    const std::size_t wrong = validator.find_wrong(piece);
    if (wrong != std::string_view::npos) return {before + wrong, false};
    before += piece.size();
  }
  return {std::nullopt, validator.is_whole()};
}

// What any split says, which must be the same.
Validity validate_at_every_split(std::string_view text) {
  const Validity whole = validate({text});
  std::vector<std::string_view> bytes;
  for (std::size_t at = 0; at < text.size(); ++at)
    bytes.push_back(text.substr(at, 1));
  EXPECT_EQ(validate(bytes), whole) << ::testing::PrintToString(text);
  for (std::size_t place = 0; place <= text.size(); ++place)
    EXPECT_EQ(validate({text.substr(0, place), text.substr(place)}), whole) << ::testing::PrintToString(text) << place;
  return whole;
}

TEST(Utf8Validator, FindsTheFirstByteThatCantGoOn) {
  const struct {
    std::string text;
    std::size_t wrong;
  } cases[] = {
      {"\x80", 0},              // a continuation byte alone
      {"a\xBF", 1},             //
      {"\xC0\x80", 0},          // overlong
      {"\xC1\xBF", 0},          //
      {"\xE0\x9F\xBF", 1},      //
      {"\xF0\x8F\xBF\xBF", 1},  //
      {"\xED\xA0\x80", 1},      // a surrogate
      {"\xF4\x90\x80\x80", 1},  // past U+10FFFF
      {"\xF5\x80\x80\x80", 0},  //
      {"\xFF", 0},              //
      {"\xC3z", 1},             // no continuation
      {"\xE2\x82z", 2},         //
      {"\xF0\x9F\x98z", 3},     //
      {"\xE2\x82\xC3\xA9", 2},  // another character inside one
  };
  for (const std::string& before : {std::string(), std::string("h\xC3\xA9"), std::string(100, 'x'),
                                    std::string(63, 'x') + "\xF0\x9F\x98\x80" + std::string(70, 'y')}) {
    for (const auto& expected : cases) {
      const Validity found = validate_at_every_split(before + expected.text + std::string(80, 'z'));
      EXPECT_EQ(found.wrong, before.size() + expected.wrong) << ::testing::PrintToString(expected.text);
    }
  }
}

TEST(Utf8Validator, SaysWhetherACharacterIsCut) {
  for (const std::string_view text : {"", "a", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"})
    EXPECT_EQ(validate_at_every_split(text), (Validity{std::nullopt, true}));
  for (const std::string_view text : {"\xC3", "\xE2", "\xE2\x82", "\xF0", "\xF0\x9F", "\xF0\x9F\x98"}) {
    EXPECT_EQ(validate_at_every_split(text), (Validity{std::nullopt, false}));
    EXPECT_EQ(validate_at_every_split(std::string(100, 'x').append(text)), (Validity{std::nullopt, false}));
  }
}

// Three bytes of every kind, in a long text and alone: what first_character takes is taken.
TEST(Utf8Validator, AgreesWithTheReadingCharacterByCharacter) {
  const auto whole = [](std::string_view text) {
    while (!text.empty()) {
      const Utf8Character character = first_character(text);
      if (!character.valid) return false;
      text.remove_prefix(character.length);
    }
    return true;
  };
  const std::string kinds("a\x80\x8F\x90\x9F\xA0\xBF\xC1\xC2\xDF\xE0\xE1\xED\xEF\xF0\xF1\xF4\xF5\xFF");
  const std::string padding(64, 'x');
  for (const char first : kinds) {
    for (const char second : kinds) {
      for (const char third : kinds) {
        for (const char fourth : kinds) {
          const std::string text{first, second, third, fourth};
          EXPECT_EQ(validate({text}) == (Validity{std::nullopt, true}), whole(text)) << ::testing::PrintToString(text);
          EXPECT_EQ(validate({padding + text}), validate({padding, text}));
        }
      }
    }
  }
}

TEST(Utf8Validator, TakesEveryScalarValue) {
  std::string text;
  for (char32_t value = 0; value <= 0x10FFFF; ++value) {
    if (value < 0xD800 || value > 0xDFFF) append_utf8(text, value);
  }
  EXPECT_EQ(validate({text}), (Validity{std::nullopt, true}));
  Utf8Validator validator;
  for (std::string_view rest = text; !rest.empty(); rest.remove_prefix(std::min<std::size_t>(997, rest.size())))
    ASSERT_EQ(validator.find_wrong(rest.substr(0, 997)), std::string_view::npos);
  EXPECT_TRUE(validator.is_whole());
}

}  // namespace
}  // namespace wiretape::text
