#include "wiretape/core/provider/shared/split_tokens.h"

#include <cstdint>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string_view> tokens(std::string_view text) {
  return split_text(text, ChunkRule::token);
}

TEST(SplitTokens, WordsTakeTheSpaceBeforeThem) {
  EXPECT_THAT(tokens("Hello from the tape."), ElementsAre("Hello", " from", " the", " tape", "."));
  EXPECT_THAT(tokens(" lead"), ElementsAre(" lead"));
  EXPECT_THAT(tokens("x1 2y"), ElementsAre("x1", " 2y"));
}

TEST(SplitTokens, LongWordsAreCutAfterEightLetters) {
  EXPECT_THAT(tokens("abcdefgh"), ElementsAre("abcdefgh"));
  EXPECT_THAT(tokens("abcdefghi"), ElementsAre("abcdefgh", "i"));
  EXPECT_THAT(tokens("an internationalisation"), ElementsAre("an", " internat", "ionalisa", "tion"));
  EXPECT_THAT(tokens("12345678901234567"), ElementsAre("12345678", "90123456", "7"));
}

TEST(SplitTokens, PunctuationStandsAlone) {
  EXPECT_THAT(tokens("a,b;;c"), ElementsAre("a", ",", "b", ";", ";", "c"));
  EXPECT_THAT(tokens("{\"city\":\"Paris\"}"), ElementsAre("{", "\"", "city", "\"", ":", "\"", "Paris", "\"", "}"));
  EXPECT_THAT(tokens("snake_case"), ElementsAre("snake", "_", "case"));
  EXPECT_THAT(tokens("it's"), ElementsAre("it", "'", "s"));
}

TEST(SplitTokens, BlanksAreOneRunLessTheSpaceOfTheNextWord) {
  EXPECT_THAT(tokens("a  b"), ElementsAre("a", " ", " b"));
  EXPECT_THAT(tokens("a\n\n  b"), ElementsAre("a", "\n\n ", " b"));
  EXPECT_THAT(tokens("a\n\tb"), ElementsAre("a", "\n\t", "b"));
  EXPECT_THAT(tokens("a \r\n"), ElementsAre("a", " \r\n"));
  EXPECT_THAT(tokens("a ("), ElementsAre("a", " ", "("));
  EXPECT_THAT(tokens("   "), ElementsAre("   "));
}

TEST(SplitTokens, AlphabeticScriptsAreLettersAndAllOthersStandAlone) {
  EXPECT_THAT(tokens("h\u00E9llo \u00FCber"), ElementsAre("h\u00E9llo", " \u00FCber"));
  EXPECT_THAT(tokens("\u041F\u0440\u0438\u0432\u0435\u0442 \u043C\u0438\u0440"),
              ElementsAre("\u041F\u0440\u0438\u0432\u0435\u0442", " \u043C\u0438\u0440"));
  EXPECT_THAT(tokens("\u65E5\u672C"), ElementsAre("\u65E5", "\u672C"));
  EXPECT_THAT(tokens("ok \U0001F600\U0001F600"), ElementsAre("ok", " ", "\U0001F600", "\U0001F600"));
  EXPECT_THAT(tokens("\u2019s"), ElementsAre("\u2019", "s"));
  EXPECT_THAT(tokens("\u00BF\u00C0"), ElementsAre("\u00BF", "\u00C0"));
  EXPECT_THAT(tokens("\u1FFFa"), ElementsAre("\u1FFFa"));
  EXPECT_THAT(tokens("\u2000a"), ElementsAre("\u2000", "a"));
}

TEST(SplitTokens, EightLettersAreEightCharactersNotBytes) {
  EXPECT_THAT(tokens("\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9"),
              ElementsAre("\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9\u00E9", "\u00E9"));
}

TEST(SplitTokens, BytesThatAreNotUtf8StandAlone) {
  EXPECT_THAT(tokens("a\xFF\xC3z"), ElementsAre("a", "\xFF", "\xC3", "z"));
  EXPECT_THAT(tokens(" \xFF"), ElementsAre(" ", "\xFF"));
}

TEST(SplitTokens, EmptyTextHasNoPiece) {
  EXPECT_THAT(tokens(""), IsEmpty());
  EXPECT_THAT(split_text("", ChunkRule::character), IsEmpty());
  EXPECT_THAT(split_text("", ChunkRule::word), IsEmpty());
}

TEST(SplitCharacters, GiveOneScalarValueEach) {
  EXPECT_THAT(split_text("a\u00E9\U0001F600 \xFF", ChunkRule::character),
              ElementsAre("a", "\u00E9", "\U0001F600", " ", "\xFF"));
}

TEST(SplitWords, TakeTheBlanksBeforeThem) {
  EXPECT_THAT(split_text("Hello, big  world.", ChunkRule::word), ElementsAre("Hello,", " big", "  world."));
  EXPECT_THAT(split_text("\n a\tb ", ChunkRule::word), ElementsAre("\n a", "\tb", " "));
}

TEST(SplitList, GivesItsOwnPiecesAndDropsEmptyOnes) {
  const Chunks chunks = ChunkList{"Hel", "", "lo", " \U0001F600"};
  EXPECT_THAT(split_text("ignored", chunks), ElementsAre("Hel", "lo", " \U0001F600"));
}

// Whatever the text, the pieces are its own bytes in order, and none cuts a well-formed character.
TEST(SplitText, PiecesConcatenateToTheText) {
  const std::vector<std::string> parts = {"a",    "Word",   " ",    "  ",           "\n",   "\u00E9", "\u65E5",
                                          ".",    "\xF0",   "\x9F", "\U0001F600",   "\xC3", "9",      "\t",
                                          "\xFF", "{\"k\"", "\\",   "\u200B\u0301", "_"};
  std::uint64_t state = 1;
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (int count = 0; count < round % 23; ++count) {
      state = state * 6364136223846793005U + 1442695040888963407U;
      text += parts[(state >> 33U) % parts.size()];
    }
    for (const ChunkRule rule : {ChunkRule::token, ChunkRule::character, ChunkRule::word}) {
      std::string joined;
      for (const std::string_view piece : split_text(text, rule)) {
        ASSERT_FALSE(piece.empty());
        ASSERT_EQ(piece.data(), text.data() + joined.size());
        joined += piece;
      }
      ASSERT_EQ(joined, text);
    }
  }
}

}  // namespace
}  // namespace wiretape::provider
