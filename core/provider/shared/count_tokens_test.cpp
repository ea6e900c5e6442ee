#include "wiretape/core/provider/shared/count_tokens.h"

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/provider/shared/split_tokens.h"

namespace wiretape::provider {
namespace {

std::uint64_t pieces(std::string_view text) {
  return split_text(text, ChunkRule::token).size();
}

TEST(CountTokens, CountsWhatTheSplitterCuts) {
  const std::vector<std::string> texts = {
      "",
      " ",
      "  ",
      "a",
      " a",
      "  a",
      "\ta",
      "a \t b",
      "a  ",
      "abcdefgh",
      "abcdefghi",
      " abcdefghi",
      "Hello from the tape.",
      "caf\u00e9 na\u00efve \u201cquoted\u201d",
      " \u00e9",
      "\u4f60\u597d",
      "a\xffz",
      "\xe2\x82",
      "x = \"y\\n\"\r\n\r\n  z",
      std::string("a\0b", 3),
  };
  for (const auto& text : texts)
    EXPECT_EQ(count_tokens(text), pieces(text)) << text;
}

TEST(CountTokens, KnowsWhereTheBlocksMeet) {
  const std::vector<std::string> patterns = {"a",         " ",  " a",     "  a",     "abcdefgh ",
                                             "abcdefghi", ". ", "\u00e9", " \u00e9a"};
  for (const auto& pattern : patterns) {
    std::string text;
    for (int length = 0; length < 300; ++length) {
      EXPECT_EQ(count_tokens(text), pieces(text)) << text;
      text += pattern[static_cast<std::size_t>(length) % pattern.size()];
    }
    for (std::size_t shift = 0; shift < 70; ++shift) {
      const std::string shifted = std::string(shift, '.') + text;
      EXPECT_EQ(count_tokens(shifted), pieces(shifted)) << shifted;
    }
  }
}

TEST(CountTokens, CountsAnyBytes) {
  const std::vector<std::string> alphabets = {"ab 1", "a \t\n\r.", "abcdefghijklmnopqrstuvwxyz",
                                              "a\xc3\xa9\xe2\x80\x9c \xf0\x9f\x98\x80", "@[`{/:0 9AZaz\x7f\x80\xff"};
  std::mt19937 random(7);
  for (int round = 0; round < 4000; ++round) {
    const auto& alphabet = alphabets[random() % alphabets.size()];
    std::string text(random() % 400, ' ');
    for (char& byte : text)
      byte = alphabet[random() % alphabet.size()];
    ASSERT_EQ(count_tokens(text), pieces(text)) << text;
  }
}

}  // namespace
}  // namespace wiretape::provider
