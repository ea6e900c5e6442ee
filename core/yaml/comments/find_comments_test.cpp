#include "wiretape/core/yaml/comments/find_comments.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/yaml/parsed_for_test.h"

namespace wiretape::yaml {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Each as "line:column: text".
std::vector<std::string> comments_of(std::string_view text) {
  Parsed parsed(text);
  const SourceText& source = parsed.mistakes().source();
  std::vector<std::string> found;
  const auto comments = find_comments(source, parsed.document());
  for (const Comment& comment : comments.value()) {
    const auto [line, column] = source.position(comment.offset);
    found.push_back(std::to_string(line) + ":" + std::to_string(column) + ": " + std::string(comment.text));
  }
  return found;
}

TEST(FindComments, WhereverTheyStand) {
  EXPECT_THAT(comments_of("# a\nwiretape: 1\n"), ElementsAre("1:1: # a"));
  EXPECT_THAT(comments_of("wiretape: 1 # a \t\n"), ElementsAre("1:13: # a"));
  EXPECT_THAT(comments_of("wiretape: 1\nexchanges:\n  # a\n  - {}\n  #b"), ElementsAre("3:3: # a", "5:3: #b"));
  EXPECT_THAT(comments_of("a: [b, #c\n d]\n"), ElementsAre("1:8: #c"));
  EXPECT_THAT(comments_of("a: \"b # c\" # d"), ElementsAre("1:12: # d"));
  EXPECT_THAT(comments_of("a: |\n  # text\n# comment\n"), ElementsAre("3:1: # comment"));
  EXPECT_THAT(comments_of("a: | # comment\n  text\n"), ElementsAre("1:6: # comment"));
  EXPECT_THAT(comments_of("\xEF\xBB\xBF"
                          "a: \xC3\xA9 # b\r\nc: 1 # d\r\n"),
              ElementsAre("1:6: # b", "2:6: # d"));
}

TEST(FindComments, GluedToWhatIsBeforeThem) {
  EXPECT_THAT(comments_of("a: \"hi\"#c\nb: 'x'#d\n"), ElementsAre("1:8: #c", "2:7: #d"));
  EXPECT_THAT(comments_of("a: [b, c]#d\ne: {x: 1}#f\n"), ElementsAre("1:10: #d", "2:10: #f"));
  EXPECT_THAT(comments_of("a: [#b\n  c,#d\n  e]\n"), ElementsAre("1:5: #b", "2:5: #d"));
  EXPECT_THAT(comments_of("a: {#b\n  'c':#d\n  1}\n"), ElementsAre("1:5: #b", "2:7: #d"));
  EXPECT_THAT(comments_of("a: |#b\n  c#d\ne: |-#f\n  g\nh: >2#i\n  j\n"), ElementsAre("1:5: #b", "3:6: #f", "5:6: #i"));
  EXPECT_THAT(comments_of("a: \"b\"##c\n## d\n"), ElementsAre("1:7: ##c", "2:1: ## d"));
  EXPECT_THAT(comments_of("%YAML 1.2#a\n---\nb: 1\n"), ElementsAre("1:10: #a"));
}

TEST(FindComments, AsOneWhateverStandsInThem) {
  EXPECT_THAT(comments_of("# a # b #c\n#\na: 1 # # #\n"), ElementsAre("1:1: # a # b #c", "2:1: #", "3:6: # # #"));
}

TEST(FindComments, NotAHashInAText) {
  for (const char* const text :
       {"", "a: 1\n", "a: b#c\n", "a#b: [c#, d##e]\n", "a: \"b # c\"\n", "a: '##'\n", "a: 'b # c'\n",
        "a: \"b\n  # c\"\n", "a: |\n  # text\n  b # c\n", "a: >-\n  # text\n", "\"a # b\": c\n", "a: {'# b': ' #'}\n",
        "a: &x ' # b'\nb: *x\n", "a: \" # wire0; # wire\"\n"})
    EXPECT_THAT(comments_of(text), IsEmpty()) << text;
}

TEST(FindComments, WhateverTextsSpellTheirNumbers) {
  EXPECT_THAT(comments_of("id: \"\\x77ire0; \\x77ire0x0\" # why\n"), ElementsAre("1:28: # why"));
  EXPECT_THAT(comments_of("a: \"wi\\\n  re0x0\" # wire1x0;\nb: wire2 wire3x0; # d\n"),
              ElementsAre("2:10: # wire1x0;", "3:19: # d"));
}

// It would take hours to try longer and longer words, or to write one as long as what stands there at each place.
TEST(FindComments, InATextOfAlmostTheirNumbers) {
  std::string text = "a: b # " + std::string(300'000, '1') + "\n";
  for (int line = 0; line < 100'000; ++line)
    text += "# wire" + std::to_string(line) + "x\n";
  EXPECT_EQ(comments_of(text + "# wire" + std::string(1'000'000, 'e')).size(), 100'002U);
}

}  // namespace
}  // namespace wiretape::yaml
