#include "wiretape/core/yaml/emit_scalar.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::yaml {
namespace {

TEST(EmitText, IsPlainWhereNothingCouldMistakeIt) {
  for (const std::string text : {"hello", "Hello from the tape.", "/v1/chat/completions", "gpt-4o", "x", "don't", "_a",
                                 "\xC3\xA9t\xC3\xA9", "a*b", "text/event-stream"})
    EXPECT_EQ(emit_text(text), text);
}

TEST(EmitText, QuotesWhatYamlTakesForSomethingElse) {
  for (const std::string text : {"",    "null", "True", "NO", "y",  "1",    "1e5",        "0x1",  "~",  "-",  "---",
                                 "...", "a: b", "a #b", "#a", "[a", "{a",   "a,b",        "a:b",  "*a", "&a", "!a",
                                 "%a",  "@a",   "`a",   "a ", " a", "a  b", "2024-01-01", ".inf", "<<", "=",  "?"})
    EXPECT_EQ(emit_text(text), '"' + text + '"');
}

TEST(EmitText, SparesEscapesWithSingleQuotes) {
  EXPECT_EQ(emit_text(R"({"a": "b\n"})"), R"('{"a": "b\n"}')");
  EXPECT_EQ(emit_text(R"(it's "so")"), R"("it's \"so\"")");
}

TEST(EmitText, EscapesWhatCanNotBeSeen) {
  EXPECT_EQ(emit_text("a\tb\r\n"), R"("a\tb\r\n")");
  EXPECT_EQ(emit_text(std::string("\0\x1B\x7F", 3)), R"("\x00\x1b\x7f")");
  EXPECT_EQ(emit_text("\xC2\x85\xC2\xA0\xE2\x80\xA8\xE2\x80\xA9\xEF\xBB\xBF\xEF\xBF\xBF"),
            R"("\x85\xa0\u2028\u2029\ufeff\uffff")");
  EXPECT_EQ(emit_text("\xF0\x9F\x98\x80\t"), "\"\xF0\x9F\x98\x80\\t\"");
}

TEST(EmitBytes, AreBase64WhereTheyAreNoText) {
  EXPECT_EQ(emit_bytes("a"), "a");
  EXPECT_EQ(emit_bytes("\xFF"), "!b64 /w==");
  EXPECT_EQ(emit_bytes("\xED\xA0\x80"), "!b64 7aCA");  // a surrogate
  EXPECT_EQ(emit_base64(""), "!b64 \"\"");
}

TEST(SuitsLiteral, TakesLinesWithoutHiddenBlanks) {
  for (const char* const text : {"a\nb", "a\n\nb\n", "# a\n- b: {\n"})
    EXPECT_TRUE(suits_literal(text)) << text;
  for (const char* const text : {"", "a", "a\n", "\na\nb", "a\nb\n\n", " a\nb", "a\n b", "a \nb", "a\n\t\nb", "a\r\nb",
                                 "a\n\xE2\x80\xA8", "a\n\xFF", "data: a\n\n"})
    EXPECT_FALSE(suits_literal(text)) << text;
}

}  // namespace
}  // namespace wiretape::yaml
