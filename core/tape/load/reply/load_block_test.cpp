#include "wiretape/core/tape/load/reply/load_block.h"

#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/yaml/parsed_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<provider::BlockReply> blocks_in(std::string_view yaml) {
  yaml::Parsed parsed(yaml);
  std::vector<provider::BlockReply> blocks = read_blocks(parsed.root(), parsed.mistakes());
  EXPECT_THAT(parsed.lines(), IsEmpty());
  return blocks;
}

std::vector<std::string> mistakes_in_blocks(std::string_view yaml) {
  yaml::Parsed parsed(yaml);
  (void)read_blocks(parsed.root(), parsed.mistakes());
  return parsed.lines();
}

TEST(LoadBlock, ReadsEveryKindInOrder) {
  const auto blocks = blocks_in(
      "- {thinking: Hm., signature: c2ln}\n"
      "- {redacted_thinking: ZGF0YQ==}\n"
      "- {text: See., citations: [{type: page, n: 1.0}, {}]}\n"
      "- {tool_use: {id: t, name: f, arguments: {a: 1}}}\n"
      "- {thinking: ''}\n"
      "- {text: ''}\n");
  ASSERT_EQ(blocks.size(), 6U);
  EXPECT_EQ(std::get<provider::ReasoningBlock>(blocks[0]).text, "Hm.");
  EXPECT_EQ(std::get<provider::ReasoningBlock>(blocks[0]).signature, "c2ln");
  EXPECT_EQ(std::get<provider::RedactedReasoningBlock>(blocks[1]).data, "ZGF0YQ==");
  EXPECT_EQ(std::get<provider::TextBlock>(blocks[2]).text, "See.");
  EXPECT_THAT(std::get<provider::TextBlock>(blocks[2]).citations, ElementsAre(R"({"type":"page","n":1.0})", "{}"));
  EXPECT_EQ(std::get<provider::ToolCallReply>(blocks[3]).arguments, R"({"a":1})");
  EXPECT_EQ(std::get<provider::ReasoningBlock>(blocks[4]).signature, std::nullopt);
  EXPECT_THAT(std::get<provider::TextBlock>(blocks[5]).citations, IsEmpty());
}

TEST(LoadBlock, ABlockIsOneThing) {
  EXPECT_THAT(mistakes_in_blocks("[{text: t, thinking: r}]"), ElementsAre(HasSubstr("'text' beside 'thinking'")));
  EXPECT_THAT(mistakes_in_blocks("[{text: t, signature: s}]"), ElementsAre(HasSubstr("'signature' beside 'text'")));
  EXPECT_THAT(mistakes_in_blocks("[{redacted_thinking: d, tool_use: {name: f}}]"),
              ElementsAre(HasSubstr("'tool_use' beside 'redacted_thinking'")));
  EXPECT_THAT(mistakes_in_blocks("[{tool_use: {name: f}, citations: []}]"),
              ElementsAre(HasSubstr("'citations' beside 'tool_use'")));
  EXPECT_THAT(mistakes_in_blocks("[{}]"),
              ElementsAre("1:2: a block that is nothing; expected one of the keys thinking, redacted_thinking, text, "
                          "tool_use"));
  EXPECT_THAT(mistakes_in_blocks("[{signature: s}]"), ElementsAre(HasSubstr("a block that is nothing")));
}

TEST(LoadBlock, RefusesWhatIsNoBlock) {
  EXPECT_THAT(mistakes_in_blocks("[]"), ElementsAre(HasSubstr("expected a list of blocks")));
  EXPECT_THAT(mistakes_in_blocks("text"), ElementsAre(HasSubstr("expected a list of blocks")));
  EXPECT_THAT(mistakes_in_blocks("[text]"),
              ElementsAre(HasSubstr("1:2: the text 'text'; expected a block: a mapping")));
  EXPECT_THAT(mistakes_in_blocks("[{thinkin: a}]"),
              ElementsAre(HasSubstr("a block that is nothing"), HasSubstr("did you mean 'thinking'?")));
  EXPECT_THAT(mistakes_in_blocks("[{text: 42}]"), ElementsAre(HasSubstr("1:9: the number 42")));
  EXPECT_THAT(mistakes_in_blocks("[{text: t, citations: [1]}]"),
              ElementsAre("1:24: the number 1; expected a citation as a mapping"));
}

}  // namespace
}  // namespace wiretape::tape
