#include "cli/print/help_text.h"

#include <gtest/gtest.h>

namespace wiretape::cli {
namespace {

TEST(HelpWidth, IsWhatColumnsSaysElseTheTerminalElseUsual) {
  EXPECT_EQ(help_width("60", 100), 60U);
  EXPECT_EQ(help_width(nullptr, 100), 100U);
  EXPECT_EQ(help_width(nullptr, std::nullopt), 80U);
  for (const auto* nonsense : {"", "x", "60x", "-60", "99999999999999999999999"})
    EXPECT_EQ(help_width(nonsense, 100), 100U) << nonsense;
  EXPECT_EQ(help_width("0", 100), 40U);
  EXPECT_EQ(help_width("200", std::nullopt), 200U);
}

TEST(WrappedHelp, BreaksParagraphsAtSpaces) {
  EXPECT_EQ(wrapped_help("one two three four\n\nfive\n", 10), "one two\nthree four\n\nfive\n");
  EXPECT_EQ(wrapped_help("no-place-to-break-it x\n", 10), "no-place-to-break-it\nx\n");
}

TEST(WrappedHelp, HangsUnderTheExplanation) {
  EXPECT_EQ(wrapped_help("  --port UINT   Port to listen on\n", 24),
            "  --port UINT   Port to\n"
            "                listen\n"
            "                on\n");
  EXPECT_EQ(wrapped_help("                Port to listen on\n", 24),
            "                Port to\n"
            "                listen\n"
            "                on\n");
  EXPECT_EQ(wrapped_help("  --tls TEXT Excludes: --tls-cert\n", 24), "  --tls TEXT Excludes:\n      --tls-cert\n");
}

TEST(WrappedHelp, CountsCharactersAndNotBytes) {
  EXPECT_EQ(wrapped_help("\xC3\xB6\xC3\xB6\xC3\xB6\xC3\xB6 abcde\n", 10), "\xC3\xB6\xC3\xB6\xC3\xB6\xC3\xB6 abcde\n");
}

TEST(WrappedHelp, LeavesExamplesWhole) {
  EXPECT_EQ(wrapped_help("  wiretape chat \"Why is it so?\"\n", 10), "  wiretape chat \"Why is it so?\"\n");
}

}  // namespace
}  // namespace wiretape::cli
