// Inputs that are meant to hurt: each must be refused, or read, for the reason that stands beside it, and none may
// hang, crash or eat the machine.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::tape {
namespace {

struct Nasty {
  std::string name;
  std::string text;
  std::string first_mistake;  ///< how it begins
};

void PrintTo(const Nasty& nasty, std::ostream* out) {
  *out << nasty.name;
}

std::vector<Nasty> nasty_inputs() {
  const std::string head = "wiretape: 1\nexchanges:\n";
  return {
      // Nesting.
      {"flow_lists", repeated("[", 100'000), "1:65: lists and mappings nested too deep"},
      {"flow_mappings", repeated("{", 100'000), "1:65: lists and mappings nested too deep"},
      {"flow_mappings_of_keys", repeated("{a: ", 100'000), "1:257: lists and mappings nested too deep"},
      {"flow_lists_over_lines", repeated("[\n", 100'000), "65:1: lists and mappings nested too deep"},
      {"block_lists", repeated("- ", 100'000), "1:129: lists and mappings nested too deep"},
      {"explicit_keys", repeated("? ", 100'000), "1:129: lists and mappings nested too deep"},
      {"empty_keys", repeated(": ", 100'000), "1:1: ': : : "},
      {"closed_again", repeated("[", 100'000) + repeated("]", 100'000), "1:65: lists and mappings nested too deep"},
      {"deep_in_json", head + "- response: {json: " + repeated("[", 500) + repeated("]", 500) + "}\n",
       "3:80: lists and mappings nested too deep"},
      // Piles of tokens that a parser keeps.
      {"anchors", repeated("&a ", 100'000), "1:4: text after the end of the document"},
      {"tags", repeated("!a ", 100'000), "1:1: the tag !a"},
      {"aliases", repeated("*a ", 100'000), "1:1: '*a'; expected an alias to an earlier '&' anchor"},
      {"texts", "[" + repeated("\"\"", 100'000), "1:4: '\"\"\"\"\"\"\"\""},
      // Aliases.
      {"self_in_list", "&a [*a]", "1:1: a list; expected a tape"},
      {"self_as_value", head + "- &e {id: *e}\n", "3:3: an exchange without an answer"},
      {"unknown_alias", head + "- *e\n", "3:3: '*e'; expected an alias to an earlier '&' anchor"},
      {"merge_of_itself", head + "- &e {<<: *e}\n", "3:3: an exchange without an answer"},
      // Quotes and ends.
      {"open_double_quote", head + "- id: \"a\n", "3:7: a quote that is not closed"},
      {"open_single_quote", head + "- id: 'a\n\n\n", "3:7: a quote that is not closed"},
      {"open_quote_at_the_very_end", head + "- id: \"", "3:7: a quote that is not closed"},
      {"open_quote_and_blanks", head + "- id: \"a\n   ", "3:7: a quote that is not closed"},
      {"open_quote_behind_closed_ones", head + "- {id: \"a\", request: {path: '/b'}, reply: \"c\n",
       "3:43: a quote that is not closed"},
      {"open_list", head + "- [a\n", "4:1: the end of the file; expected ',' or ']'; the '[' at 3:3 is open"},
      {"open_mapping", "{wiretape: 1", "1:13: the end of the file; expected ',' or '}'; the '{' at 1:1 is open"},
      {"escape_at_the_end", "a: \"\\", "1:5: the escape '\\'"},
      {"hex_escape_at_the_end", "a: \"\\x", "1:5: the escape '\\x'"},
      // Spaces and tabs.
      {"no_space_after_colon", "wiretape:1\nexchanges: []\n", "1:1: 'wiretape:1', which is no key"},
      {"no_space_after_colon_at_the_end", head + "- id:a\n",
       "3:3: the text 'id:a'; expected an exchange: a mapping; put a"},
      {"no_space_in_flow", head + "- {id:a}\n", "3:3: an exchange without an answer"},
      {"tab_before_a_key", "wiretape: 1\n\texchanges: []\n", "2:1: a tab in the indentation"},
      {"tab_before_an_item", "wiretape: 1\nexchanges:\n\t- id: a\n", "3:1: a tab in the indentation"},
      {"tab_before_an_items_key", head + "  - id: a\n\t  reply: {}\n", "4:1: a tab in the indentation"},
      // Bytes.
      {"invalid_utf8", head + "- id: caf\xE9\n", "3:10: the byte 0xE9, which is not UTF-8"},
      {"utf16",
       std::string("\xFF\xFE"
                   "w\0i\0",
                   6),
       "1:1: the byte 0xFF, which is not UTF-8"},
      {"utf16_without_a_mark", std::string("w\0i\0r\0e\0", 8), "1:2: the control character U+0000"},
      {"end_of_transmission", "wiretape: 1\x04\nexchanges: []\n", "1:12: the control character U+0004"},
      {"lone_carriage_return", "wiretape: 1\rexchanges: []\r", "1:12: a carriage return without a line feed"},
      {"two_marks", "\xEF\xBB\xBF\xEF\xBB\xBFwiretape: 1", "1:1: the character U+FEFF"},
      // More than a document, or less.
      {"empty", "", "1:1: nothing"},
      {"blank", "   \n\n", "1:1: nothing"},
      {"comment", "# a: 1", "1:1: nothing"},
      {"document_mark", "---", "1:4: no value"},
      {"tag_alone", "!2", "1:1: the tag !2"},
      {"second_document", head + "- {response: {body: a}}\n---\na: 1\n", "4:1: a second document"},
      {"second_empty_document", head + "- {response: {body: a}}\n---\n", "4:1: a second document"},
      {"more_after_flow", "{wiretape: 1} exchanges: []", "1:15: 'exchanges: []'; expected the end of the line"},
      {"text_after_flow", "{wiretape: 1} more", "1:15: text after the end of the document"},
      {"list_then_mapping", "- a\nwiretape: 1\n",
       "2:1: 'wiretape: 1'; expected the end of the line, or the list's next '- '"},
      {"huge_version", "%YAML 99.0\n---\na: 1\n", "1:1: '%YAML 99.0'; expected no directive, or %YAML 1.2"},
      {"directive_alone", "%", "1:1: '%'; expected no directive"},
      // Keys.
      {"duplicate", "wiretape: 1\nwiretape: 1\n", "1:1: a tape without 'exchanges'"},
      {"endless_key", repeated("k", 100'000) + ": 1", "1:100001: a colon where no key can end"},
      {"list_as_key", head + "- {[id]: a}\n", "3:3: an exchange without an answer"},
      {"merge_of_text", head + "- {<<: a}\n", "3:3: an exchange without an answer"},
      // Numbers.
      {"endless_number", head + "- delivery: {seed: " + repeated("9", 100'000) + "}\n  response: {body: a}\n",
       "3:20: the number 9999999999999999999999999999999999999999…; expected a whole number"},
      {"endless_fraction", head + "- delivery: {gap: 0." + repeated("3", 100'000) + "s}\n  response: {body: a}\n",
       "3:19: the text '0.33333333333333333333333333333333333333…'; expected a duration"},
      {"number_too_large", head + "- {request: {json: {a: 1e400}}, response: {body: a}}\n",
       "3:20: a mapping; expected JSON"},
  };
}

class LoadNasty : public ::testing::TestWithParam<Nasty> {};

TEST_P(LoadNasty, IsRefusedInItsPlace) {
  const std::vector<std::string> mistakes = mistakes_in(GetParam().text);
  ASSERT_FALSE(mistakes.empty());
  EXPECT_THAT(mistakes.front(), ::testing::StartsWith(GetParam().first_mistake));
  for (const std::string& mistake : mistakes) {
    EXPECT_LT(mistake.size(), 400U);
    EXPECT_EQ(mistake.find('\n'), std::string::npos);
  }
}

INSTANTIATE_TEST_SUITE_P(Table, LoadNasty, ::testing::ValuesIn(nasty_inputs()),
                         [](const auto& info) { return info.param.name; });

TEST(LoadOddities, AreReadWhereYamlAllowsThem) {
  const std::string body = "wiretape: 1\nexchanges: [{response: {body: a}}]";
  for (const std::string& text : {
           body,
           body + "\n",
           body + "\r\n",
           body + "   ",
           body + " # \"it's",
           body + "\n...\n",
           body + "\n...\n# more\n",
           "---\n" + body,
           "%YAML 1.2\n---\n" + body,
           "\xEF\xBB\xBF" + body,
           "\n\n  # indented comment\n" + body,
           std::string("{\"wiretape\":1,\"exchanges\":[{\"response\":{\"body\":\"a\"}}]}"),
           std::string("? wiretape\n: 1\n? exchanges\n: - response:\n      body: a\n"),
           std::string("wiretape:\n  1\nexchanges:\n- response:\n    body:\n      a\n"),
           std::string("wiretape:\t1\nexchanges:\t[{response:\t{body: a}}]\t\n"),
           std::string("'wiretape': 1\n\"exchanges\": [ { response: { body: 'a', }, }, ]\n"),
           std::string("exchanges: [{response: {body: \"\\x61\"}}]\nwiretape: 1\n"),
       }) {
    const Tape tape = tape_of(text);
    ASSERT_EQ(tape.exchanges.size(), 1U) << text;
    EXPECT_EQ(std::get<PlainResponse>(tape.exchanges[0].answer).body, "a") << text;
  }
}

}  // namespace
}  // namespace wiretape::tape
