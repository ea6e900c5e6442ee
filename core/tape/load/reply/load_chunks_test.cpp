#include "wiretape/core/tape/load/reply/load_chunks.h"

#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

provider::Reply chunked_reply(std::string_view members) {
  const Exchange exchange = exchange_of("reply: {dialect: openai.chat, " + std::string(members) + "}");
  const auto* reply = std::get_if<provider::Reply>(&exchange.answer);
  return reply == nullptr ? provider::Reply{} : *reply;
}

std::vector<std::string> mistakes_of_chunks(std::string_view members) {
  return mistakes_of("reply: {dialect: openai.chat, " + std::string(members) + "}");
}

TEST(LoadChunks, ReadsRules) {
  EXPECT_EQ(std::get<provider::ChunkRule>(chunked_reply("chunks: token").chunks), provider::ChunkRule::token);
  EXPECT_EQ(std::get<provider::ChunkRule>(chunked_reply("chunks: char").chunks), provider::ChunkRule::character);
  EXPECT_EQ(std::get<provider::ChunkRule>(chunked_reply("chunks: word").chunks), provider::ChunkRule::word);
}

TEST(LoadChunks, ReadsPiecesThatMakeTheText) {
  const provider::Reply reply = chunked_reply("chunks: [Hel, lo, \" \", \"1\"]");
  EXPECT_THAT(std::get<provider::ChunkList>(reply.chunks), ElementsAre("Hel", "lo", " ", "1"));
  EXPECT_EQ(reply.choices[0].text, "Hello 1");
  EXPECT_EQ(chunked_reply("text: Hello, chunks: [Hel, lo]").choices[0].text, "Hello");
}

TEST(LoadChunks, RefusesPiecesOfAnotherText) {
  EXPECT_THAT(mistakes_of_chunks("text: Hello, chunks: [Hel, l]"),
              ElementsAre("4:56: pieces that do not add up to 'text'; expected pieces of that text, or no 'text'"));
  EXPECT_THAT(mistakes_of_chunks("chunks: [a], choices: [{text: a}]"),
              ElementsAre(HasSubstr("a list of pieces fits one choice only")));
}

TEST(LoadChunks, RefusesEmptyAndStrangePieces) {
  EXPECT_THAT(
      mistakes_of_chunks("chunks: [a, '']"),
      ElementsAre(
          "4:47: the text ''; expected a piece of the text; an empty delta can be written as an event of a response"));
  EXPECT_THAT(mistakes_of_chunks("chunks: [1, [a]]"),
              ElementsAre(StartsWith("4:44: the number 1; expected a piece of the text; quote it"),
                          StartsWith("4:47: a list; expected a piece of the text")));
}

TEST(LoadChunks, RefusesOtherWords) {
  EXPECT_THAT(
      mistakes_of_chunks("chunks: tokens"),
      ElementsAre("4:43: the text 'tokens'; expected token, char, word or a list of pieces; did you mean 'token'?"));
  EXPECT_THAT(mistakes_of_chunks("chunks: 5"),
              ElementsAre("4:43: the number 5; expected token, char, word or a list of pieces"));
}

}  // namespace
}  // namespace wiretape::tape
