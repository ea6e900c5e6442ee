#include "wiretape/core/provider/shared/errors/plain_error.h"

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

TEST(WithoutBlanks, TakesThemFromBothEnds) {
  EXPECT_EQ(without_blanks(" \t[DONE]\r\n"), "[DONE]");
  EXPECT_EQ(without_blanks("a b"), "a b");
  EXPECT_EQ(without_blanks(" \r\n\t"), "");
  EXPECT_EQ(without_blanks(""), "");
}

TEST(PlainErrorMessage, IsTheBeginningOfThePage) {
  EXPECT_EQ(plain_error_message("\n502 Bad Gateway\n"), "502 Bad Gateway");
  EXPECT_EQ(plain_error_message(std::string(5000, 'x')), std::string(1024, 'x'));
}

TEST(PlainErrorMessage, DoesNotEndInsideACharacter) {
  EXPECT_EQ(plain_error_message(std::string(1022, 'x') + "\u65E5\u672C"), std::string(1022, 'x'));
}

TEST(PlainErrorMessage, IsValidUtf8) {
  EXPECT_EQ(plain_error_message("a\xFF"), "a\uFFFD");
}

TEST(PlainErrorMessage, IsOneHarmlessLine) {
  EXPECT_EQ(plain_error_message("<html>\r\n  <h1>No</h1>\n\n</html>"), "<html> <h1>No</h1> </html>");
  EXPECT_EQ(plain_error_message("red \x1B[31m, \u009B2J, \u2028 and \x7F."), "red [31m, 2J, and .");
  EXPECT_EQ(plain_error_message("two  blanks stay"), "two  blanks stay");
}

}  // namespace
}  // namespace wiretape::provider
