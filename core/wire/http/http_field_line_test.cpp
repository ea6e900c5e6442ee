#include "wiretape/core/wire/http/http_field_line.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace wiretape::wire {
namespace {

using namespace std::string_view_literals;

TEST(HttpFieldLine, SplitsAtTheFirstColonAndTrims) {
  const struct {
    std::string_view line;
    std::string_view name;
    std::string_view value;
  } cases[] = {
      {"Host: example.com:80", "Host", "example.com:80"},
      {"x:y", "x", "y"},
      {"Empty:", "Empty", ""},
      {"Blank: \t ", "Blank", ""},
      {"Tabs:\t a\tb \t", "Tabs", "a\tb"},
      {"!#$%&'*+-.^_`|~9aZ: v", "!#$%&'*+-.^_`|~9aZ", "v"},
      {"Text: \xC3\xA9 \xFF", "Text", "\xC3\xA9 \xFF"},
      {"a::", "a", ":"},
  };
  for (const auto& [line, name, value] : cases) {
    const auto parsed = parse_field_line(line);
    ASSERT_TRUE(std::holds_alternative<HttpFieldView>(parsed)) << line;
    EXPECT_EQ(std::get<HttpFieldView>(parsed).name, name);
    EXPECT_EQ(std::get<HttpFieldView>(parsed).value, value);
  }
}

TEST(HttpFieldLine, RefusesWithPlaceAndReason) {
  const struct {
    std::string_view line;
    std::uint64_t offset;
    std::string_view what;
  } cases[] = {
      {"NoColon", 7, "field line without a colon"},
      {": v", 0, "empty field name"},
      {" folded", 0, "folded line, or white space before a field name"},
      {"\tfolded", 0, "folded line, or white space before a field name"},
      {" ", 0, "folded line, or white space before a field name"},
      {"Name : v", 4, "white space in a field name or before its colon"},
      {"Name\t: v", 4, "white space in a field name or before its colon"},
      {"Two words: v", 3, "white space in a field name or before its colon"},
      {"Na[me: v", 2, "forbidden character '[' in a field name"},
      {"N\xC3\xA4me: v", 1, "byte outside ASCII in a field name"},
      {"Na\rme: v", 2, "bare CR in a field name"},
      {"Na\0me: v"sv, 2, "NUL in a field name"},
      {"Name: a\rb", 7, "bare CR in a field value"},
      {"Name: v\r", 7, "bare CR in a field value"},
      {"Name: \0"sv, 6, "NUL in a field value"},
      {"Name: \x1B[0m", 6, "control byte in a field value"},
      {"Name: \x7F", 6, "control byte in a field value"},
  };
  for (const auto& [line, offset, what] : cases) {
    const auto parsed = parse_field_line(line);
    ASSERT_TRUE(std::holds_alternative<HttpError>(parsed)) << line;
    const auto& error = std::get<HttpError>(parsed);
    EXPECT_EQ(error.status, 400) << line;
    EXPECT_EQ(error.offset, offset) << line;
    EXPECT_EQ(error.what, what) << line;
  }
}

TEST(FindOutsideFieldValue, FindsTheFirstAtAnyPlace) {
  for (const char byte : {'\0', '\x01', '\n', '\r', '\x1F', '\x7F'}) {
    for (std::size_t length = 1; length < 40; ++length) {
      for (std::size_t at = 0; at < length; ++at) {
        std::string text(length, length % 2 == 0 ? '\xFF' : ' ');
        text[at] = byte;
        text.back() = at + 1 == length ? byte : '\r';
        ASSERT_EQ(find_outside_field_value(text), at) << length;
      }
    }
  }
}

TEST(FindOutsideFieldValue, LetsTheRestPass) {
  for (const char byte : {'\t', ' ', '~', '\x80', '\xA0', '\xFF'})
    EXPECT_EQ(find_outside_field_value(std::string(33, byte)), std::string_view::npos);
  EXPECT_EQ(find_outside_field_value(""), std::string_view::npos);
}

}  // namespace
}  // namespace wiretape::wire
