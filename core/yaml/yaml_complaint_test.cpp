#include "wiretape/core/yaml/yaml_complaint.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/yaml/parsed_for_test.h"

namespace wiretape::yaml {
namespace {

/// A text that YAML's grammar refuses, and what is said of it.
struct Refused {
  const char* yaml;
  const char* complaint;
};

void PrintTo(const Refused& refused, std::ostream* out) {
  *out << ::testing::PrintToString(refused.yaml);
}

class YamlComplaintOf : public ::testing::TestWithParam<Refused> {};

TEST_P(YamlComplaintOf, SaysWhereAndWhat) {
  Parsed parsed(GetParam().yaml);
  EXPECT_FALSE(parsed.ok());
  EXPECT_THAT(parsed.lines(), ::testing::ElementsAre(GetParam().complaint));
}

constexpr Refused refused[] = {
    {"a:1\nb: 2\n", "1:1: 'a:1', which is no key; expected 'key: value'; put a space after the colon"},
    {"- x: 1\n- id:hello\n  y: 2\n",
     "2:3: 'id:hello', which is no key; expected 'key: value'; put a space after the colon"},
    {"a: b: c\n",
     "1:5: a colon where no key can end; expected one 'key: value' a line; check the indentation, and quote a text "
     "that "
     "holds a colon and a blank"},
    {"a: 1\n  b: 2\n",
     "2:4: a colon where no key can end; expected one 'key: value' a line; check the indentation, and quote a text "
     "that "
     "holds a colon and a blank"},
    {"a:\n\tb: 1\n", "2:1: a tab in the indentation; expected spaces"},
    {"a:\n  \t- b\n", "2:3: a tab in the indentation; expected spaces"},
    {"a: |\n\tb\n",
     "2:1: a tab in the indentation; expected spaces; write |2 instead of | for a text that begins with a tab, or use "
     "double quotes and \\t"},
    {"a: \"b\n", "1:4: a quote that is not closed; expected the same quote again, at the end of the text"},
    {"a: \"b\n---\nc: 1\n", "1:4: a quote that is not closed; expected the same quote again, at the end of the text"},
    {"a: [1,\n2", "2:2: the end of the file; expected ',' or ']'; the '[' at 1:4 is open"},
    {"a: {b: 1,\n", "2:1: the end of the file; expected ',' or '}'; the '{' at 1:4 is open"},
    {"a: &b [1,", "1:10: the end of the file; expected ',' or ']'; the '[' at 1:7 is open"},
    {"a: &b {c: ", "1:11: the end of the file; expected ',' or '}'; the '{' at 1:7 is open"},
    {"a: &b [1", "1:9: the end of the file; expected ',' or ']'; the '[' at 1:7 is open"},
    {"a: {b: c: d}\n", "1:9: ': d}'; expected ',' or '}'; quote a text that holds a colon and a blank"},
    {"{\n \"a\": 1\n \"b\": 2}\n", "3:5: ': 2}'; expected ',' or '}'; the '{' at 1:1 is open"},
    {"{\n\t\"a\": 1,\n\t\"b\": @x\n}\n",
     "3:7: '@x'; expected a value; quote a text that begins with a mark that YAML keeps for itself"},
    {"a: [http:]\n",
     "1:9: ':]'; expected a blank after the colon; quote a text with a colon before a bracket or a comma"},
    {"a: [1}\n", "1:6: '}'; expected ',' or ']'; the '[' at 1:4 is open"},
    {"a: ]\n",
     "1:4: ']'; expected the bracket that closes the innermost open one; quote a text that begins with a bracket"},
    {"a: \"x\" y\n",
     "1:8: 'y'; expected the end of the line, or the mapping's next key; the quote that opens at 1:4 is closed before "
     "this"},
    {"a: 'it's'\n",
     "1:8: 's''; expected the end of the line, or the mapping's next key; the quote that opens at 1:4 is closed before "
     "this"},
    {"- a\n  - b\n- c: - d\n",
     "3:6: '- d'; expected '- ' only where a list item can begin; check the indentation, and quote a text that holds "
     "punctuation marks"},
    {"a: @b\n", "1:4: '@b'; expected a value; quote a text that begins with a mark that YAML keeps for itself"},
    {"a: `b`\n", "1:4: '`b`'; expected a value; quote a text that begins with a mark that YAML keeps for itself"},
    {"a: |x\n  b\n",
     "1:5: 'x'; expected the end of the line after '|' or '>'; quote a text that begins with one of them"},
    {"a: *b\n", "1:4: '*b'; expected an alias to an earlier '&' anchor; quote a text that begins with '*'"},
    {"a: \"\\ud83d\\ude00\"\n",
     "1:5: the escape '\\ud83d'; expected the escape of a character; write a character past U+FFFF as itself or as \\U "
     "and 8 digits, not as two \\u"},
    {"a: \"C:\\windows\"\n",
     "1:7: the escape '\\w'; expected an escape that YAML has; write \\\\ for a backslash, or use single quotes"},
    {"a: \"\\\xC3\xA9\"\n",
     "1:5: the escape '\\\xC3\xA9'; expected an escape that YAML has; write \\\\ for a backslash, or use single "
     "quotes"},
    {"a: \"\\x\\n\"\n", "1:5: the escape '\\x'; expected 2 hexadecimal digits after \\x, 4 after \\u, 8 after \\U"},
    {"a: \"\\x4g\"\n", "1:5: the escape '\\x4'; expected 2 hexadecimal digits after \\x, 4 after \\u, 8 after \\U"},
    {"a: \"b\\",
     "1:6: the escape '\\'; expected an escape that YAML has; write \\\\ for a backslash, or use single quotes"},
    {"&a &b c\n",
     "1:4: text after the end of the document; expected the end of the file; is it indented as what it belongs to?"},
    {"a: **b**\n",
     "1:4: '**b**'; expected a name of ASCII letters, digits, '-' and '_' after '&', '*' or '!'; quote a text that "
     "begins "
     "with '*'"},
    {"a: & b\n",
     "1:4: '&'; expected a name of ASCII letters, digits, '-' and '_' after '&', '*' or '!'; quote a text that begins "
     "with "
     "'&'"},
    {"a: !<b c\n",
     "1:4: '!<b'; expected a name of ASCII letters, digits, '-' and '_' after '&', '*' or '!'; quote a text that "
     "begins with "
     "'!'"},
    {"a: !b!c d\n", "1:4: '!b!c d'; expected no tag, or !b64 before base64 text; quote a text that begins with '!'"},
    {"%FUTURE thing\n---\na: 1\n",
     "1:1: '%FUTURE thing'; expected no directive, or %YAML 1.2; quote a text that begins with '%'"},
    {"# c\n%YAML 2.0\n---\na: 1\n",
     "2:1: '%YAML 2.0'; expected no directive, or %YAML 1.2; quote a text that begins with '%'"},
    {"%YAML 1.2\n", "2:1: the end of the file; expected '---' and a document after the directives"},
    {"{: 1}\n", "1:2: ': 1}'; expected a key before the colon; quote a text that begins with a colon"},
    {": 1\n", "1:1: ': 1'; expected a key before the colon; quote a text that begins with a colon"},
    {"a: [b, , c]\n",
     "1:8: ', c]'; expected a value; write \"\" for an empty text, and quote one that begins with a mark of YAML's"},
    {"a: 1\nb\nc: 2\n",
     "2:1: 'b', which is no key; expected 'key: value'; check the indentation, and quote a text that goes over several "
     "lines"},
    {"a: |0\n b\n", "1:5: found an indentation indicator equal to 0; expected YAML 1.2"},
};
INSTANTIATE_TEST_SUITE_P(All, YamlComplaintOf, ::testing::ValuesIn(refused));

TEST(YamlComplaint, PassesOnWhatItDoesNotKnow) {
  const auto source = std::get<SourceText>(SourceText::read("a\nb\n"));
  Mistakes mistakes(source, "x.yaml");
  add_complaint({.message = "something new", .offset = 2}, mistakes);
  EXPECT_EQ(text::to_string(mistakes.take().front()), "x.yaml:2:1: something new; expected YAML 1.2");
}

TEST(YamlComplaint, KnowsAKeyWithoutItsSpace) {
  for (const char* text : {"a:1", "id:hello", "wiretape:1", "finish_reason:stop", "a:-1", "json:{"}) {
    EXPECT_TRUE(lacks_space_after_colon(text)) << text;
  }
  for (const char* text : {"", "a", "a:", "a: 1", "http://host", "a::b", ":b", "12:30", "say a:b", "a:\tb"}) {
    EXPECT_FALSE(lacks_space_after_colon(text)) << text;
  }
}

}  // namespace
}  // namespace wiretape::yaml
