#include "wiretape/core/yaml/source_text.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::yaml {
namespace {

SourceText plain(std::string_view bytes) {
  auto read = SourceText::read(bytes);
  if (const auto* diagnostic = std::get_if<text::Diagnostic>(&read)) ADD_FAILURE() << text::to_string(*diagnostic);
  return std::get<SourceText>(std::move(read));
}

std::string fault_in(std::string_view bytes) {
  const auto read = SourceText::read(bytes);
  const auto* diagnostic = std::get_if<text::Diagnostic>(&read);
  return diagnostic == nullptr ? "(plain text)" : text::to_string(*diagnostic).substr(1);
}

TEST(SourceText, IsTheTextWithoutAMarkAndWithLfLineEnds) {
  EXPECT_EQ(plain("").text(), "");
  EXPECT_EQ(plain("a\tb\n").text(), "a\tb\n");
  EXPECT_EQ(plain("\xC2\xA0\xEF\xBF\xBD").text(), "\xC2\xA0\xEF\xBF\xBD");
  EXPECT_EQ(plain("\xEF\xBB\xBF"
                  "a\r\nb\r\n")
                .text(),
            "a\nb\n");
}

TEST(SourceText, CountsLinesAndCharacters) {
  const SourceText source = plain(
      "\xEF\xBB\xBF"
      "ab\r\né😀x\n\nz");
  const std::string_view text = source.text();
  EXPECT_EQ(source.position(0), (text::Position{1, 1}));
  EXPECT_EQ(source.position(2), (text::Position{1, 3}));  // the line end belongs to its line
  EXPECT_EQ(source.position(text.find("é")), (text::Position{2, 1}));
  EXPECT_EQ(source.position(text.find("😀")), (text::Position{2, 2}));
  EXPECT_EQ(source.position(text.find('x')), (text::Position{2, 3}));
  EXPECT_EQ(source.position(text.find('z')), (text::Position{4, 1}));
  EXPECT_EQ(source.position(text.size()), (text::Position{4, 2}));
  EXPECT_EQ(source.position(text.size() + 100), (text::Position{4, 2}));
  EXPECT_EQ(plain("").position(0), (text::Position{1, 1}));
}

TEST(SourceText, CountsTheLinesBeforeIt) {
  const auto source = std::get<SourceText>(SourceText::read("ab\nc", 7));
  EXPECT_EQ(source.position(1), (text::Position{8, 2}));
  EXPECT_EQ(source.position(3), (text::Position{9, 1}));
  const auto fault = std::get<text::Diagnostic>(SourceText::read("ab\n\x01", 7));
  EXPECT_EQ(fault.position, (text::Position{9, 1}));
}

TEST(SourceText, CountsAcrossItsBlocks) {
  std::string bytes;
  for (int count = 0; count < 5000; ++count) {
    bytes += "aé";  // three bytes, so that characters straddle every boundary
  }
  const SourceText source = plain(bytes);
  for (const std::size_t pair : {1364U, 1365U, 1366U, 2730U, 2731U, 4999U}) {
    EXPECT_EQ(source.position(pair * 3), (text::Position{1, pair * 2 + 1})) << pair;
    EXPECT_EQ(source.position(pair * 3 + 1), (text::Position{1, pair * 2 + 2})) << pair;
  }
}

TEST(SourceText, RefusesBytesThatAreNotUtf8WithTheirPlace) {
  const std::string rest =
      ", which is not UTF-8; expected UTF-8 text; save the file as UTF-8, and write other bytes with !b64";
  EXPECT_EQ(fault_in("a: \xFF"), "1:4: the byte 0xFF" + rest);
  EXPECT_EQ(fault_in("a: é\nb: é\x80"), "2:5: the byte 0x80" + rest);
  EXPECT_EQ(fault_in("a\r\nb\xC3"), "2:2: the byte 0xC3" + rest);        // cut short
  EXPECT_EQ(fault_in("\xC0\xAF"), "1:1: the byte 0xC0" + rest);          // overlong
  EXPECT_EQ(fault_in("\xED\xA0\x80"), "1:1: the byte 0xED" + rest);      // a surrogate
  EXPECT_EQ(fault_in("\xF4\x90\x80\x80"), "1:1: the byte 0xF4" + rest);  // past U+10FFFF
  EXPECT_EQ(fault_in("\xFF\xFE"
                     "a\0"),
            "1:1: the byte 0xFF" + rest);  // UTF-16
}

TEST(SourceText, RefusesControlCharactersWithTheirPlace) {
  using ::testing::HasSubstr;
  EXPECT_EQ(fault_in("ab\x07"),
            R"(1:3: the control character U+0007; expected printable text; write it as \u0007 inside double quotes)");
  EXPECT_THAT(fault_in(std::string_view("\0", 1)), HasSubstr("U+0000"));
  EXPECT_THAT(fault_in("\x1B"), HasSubstr("U+001B"));
  EXPECT_THAT(fault_in("\x7F"), HasSubstr("U+007F"));
  EXPECT_THAT(fault_in("\xC2\x85"), HasSubstr("U+0085"));  // a line end in YAML 1.1, text in YAML 1.2
}

TEST(SourceText, RefusesWhatReadersOfYamlTakeDifferently) {
  EXPECT_EQ(fault_in("a\xE2\x80\xA8"),
            R"(1:2: the character U+2028; expected printable text; write it as \u2028 inside double quotes)");
  for (const char* text : {"\xE2\x80\xA9", "é\xEF\xBB\xBF", "\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    EXPECT_THAT(fault_in(text), ::testing::HasSubstr("expected printable text")) << text;
  }
}

TEST(SourceText, RefusesALoneCarriageReturn) {
  const std::string expected =
      R"(a carriage return without a line feed; expected lines that end in LF or CRLF; write it as \r inside double quotes)";
  EXPECT_EQ(fault_in("a\rb"), "1:2: " + expected);
  EXPECT_EQ(fault_in("a\r\r\n"), "1:2: " + expected);
  EXPECT_EQ(fault_in("a\n\r"), "2:1: " + expected);
}

}  // namespace
}  // namespace wiretape::yaml
