#include "wiretape/core/yaml/first_comment.h"

#include <gtest/gtest.h>

namespace wiretape::yaml {
namespace {

TEST(FirstComment, IsFoundWhereverItStands) {
  EXPECT_EQ(first_comment("# a\nwiretape: 1\n"), (text::Position{1, 1}));
  EXPECT_EQ(first_comment("wiretape: 1 # a\n"), (text::Position{1, 13}));
  EXPECT_EQ(first_comment("wiretape: 1\nexchanges:\n  # a\n  - {}\n"), (text::Position{3, 3}));
  EXPECT_EQ(first_comment("a: [b, #c\n d]\n"), (text::Position{1, 8}));
  EXPECT_EQ(first_comment("a: \"b # c\" # d"), (text::Position{1, 12}));
  EXPECT_EQ(first_comment("a: |\n  # text\n# comment\n"), (text::Position{3, 1}));
  EXPECT_EQ(first_comment("a: | # comment\n  text\n"), (text::Position{1, 6}));
  EXPECT_EQ(first_comment("\xEF\xBB\xBF"
                          "a: \xC3\xA9 # b\r\n"),
            (text::Position{1, 6}));
}

TEST(FirstComment, IsNotAHashInAText) {
  for (const char* const text : {"", "a: 1\n", "a: b#c\n", "a: \"b # c\"\n", "a: 'b # c'\n", "a: \"b\n  # c\"\n",
                                 "a: |\n  # text\n  b # c\n", "a: >-\n  # text\n", "\"a # b\": c\n",
                                 "a: {'# b': ' #'}\n", "a: &x ' # b'\nb: *x\n", "a: \" # wire0; # wire\"\n"})
    EXPECT_EQ(first_comment(text), std::nullopt) << text;
}

}  // namespace
}  // namespace wiretape::yaml
