#include "cli/print/printable.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wiretape::cli {
namespace {

const std::string replaced = "\xEF\xBF\xBD";

TEST(Printable, LeavesTextsAsTheyAre) {
  for (const std::string text : {"", "a\tb\n", "\xC3\xB6 \xE2\x82\xAC \xF0\x9F\x98\x80", "\xC2\xA0", "\xE2\x80\xA8"})
    EXPECT_EQ(printable(text), text);
}

TEST(Printable, ReplacesWhatATerminalWouldObey) {
  EXPECT_EQ(printable("\x1B[2J"), replaced + "[2J");
  EXPECT_EQ(printable("\xC2\x9B"
                      "2J"),
            replaced + "2J");
  EXPECT_EQ(printable("\r\b\a\x7F"), replaced + replaced + replaced + replaced);
  EXPECT_EQ(printable(std::string_view("\0", 1)), replaced);
  EXPECT_EQ(printable("\xC2\x80\xC2\x9F"), replaced + replaced);
}

TEST(Printable, ReplacesWhatIsNoUtf8) {
  EXPECT_EQ(printable("\x9B"
                      "2J"),
            replaced + "2J")
      << "C1 of an eight-bit terminal";
  EXPECT_EQ(printable("a\xC3"), "a" + replaced);
}

std::string escaped(std::string json) {
  escape_unprintable_json(json);
  return json;
}

TEST(EscapeUnprintableJson, SaysTheSameInEscapes) {
  EXPECT_EQ(escaped("\"\xC2\x85\xC2\x9B\xE2\x80\xA8\xE2\x80\xA9\x7F\""), R"("\u0085\u009b\u2028\u2029\u007f")");
  const std::string all = "\"\xC2\x9F \xC2\xA0 \xE2\x80\xA7 \xE2\x80\xA8\"";
  EXPECT_EQ(nlohmann::json::parse(escaped(all)), nlohmann::json::parse(all));
}

TEST(EscapeUnprintableJson, LeavesTheRestAndWhatIsBeforeIt) {
  for (const std::string json : {"", "{\"a\":1}\n", "\"\xC3\xB6\xE2\x82\xAC\xF0\x9F\x98\x80\\u001b\""})
    EXPECT_EQ(escaped(json), json);
  std::string two = "\x7F\x7F";
  escape_unprintable_json(two, 1);
  EXPECT_EQ(two, "\x7F\\u007f");
}

}  // namespace
}  // namespace wiretape::cli
