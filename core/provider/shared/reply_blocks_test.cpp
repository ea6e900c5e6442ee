#include "wiretape/core/provider/shared/reply_blocks.h"

#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// The blocks in short, so that a test says in one line what it expects.
std::vector<std::string> described(const std::vector<BlockReply>& blocks) {
  struct Describer {
    std::string operator()(const ReasoningBlock& block) const {
      return "reasoning " + block.text + "|" + block.signature.value_or("-");
    }
    std::string operator()(const RedactedReasoningBlock& block) const { return "redacted " + block.data; }
    std::string operator()(const TextBlock& block) const {
      return "text " + block.text + "|" + std::to_string(block.citations.size());
    }
    std::string operator()(const ToolCallReply& call) const { return "call " + call.name + call.arguments; }
  };
  std::vector<std::string> result;
  for (const BlockReply& block : blocks)
    result.push_back(std::visit(Describer{}, block));
  return result;
}

ChoiceReply choice_of_blocks() {
  ChoiceReply choice;
  choice.blocks = {RedactedReasoningBlock{"ZGF0YQ=="}, TextBlock{"Let me see.", {R"({"n":1})"}},
                   ToolCallReply{"id", "look", "{}"}, ReasoningBlock{"So", "c2ln"}, TextBlock{" Done.", {}}};
  return choice;
}

TEST(BlocksOf, GivesTheBlocksAsTheyStand) {
  EXPECT_THAT(
      described(blocks_of(choice_of_blocks())),
      ElementsAre("redacted ZGF0YQ==", "text Let me see.|1", "call look{}", "reasoning So|c2ln", "text  Done.|0"));
}

TEST(BlocksOf, MakesBlocksOfWhatIsSaidWithoutThem) {
  ChoiceReply choice;
  choice.tool_calls = {{{}, "f", "{}"}, {{}, "g", "[]"}};
  choice.text = "t";
  choice.reasoning = "r";
  EXPECT_THAT(described(blocks_of(choice)), ElementsAre("reasoning r|-", "text t|0", "call f{}", "call g[]"));
}

TEST(BlocksOf, NothingSaidIsNoBlock) {
  ChoiceReply choice;
  choice.refusal = "a refusal has a place of its own";
  EXPECT_THAT(blocks_of(choice), IsEmpty());
}

TEST(WithoutBlocks, JoinsWhatHasAPlaceElsewhere) {
  const ChoiceReply flat = without_blocks(choice_of_blocks());
  EXPECT_EQ(flat.text, "Let me see. Done.");
  EXPECT_EQ(flat.reasoning, "So");
  ASSERT_EQ(flat.tool_calls.size(), 1U);
  EXPECT_EQ(flat.tool_calls[0].id, "id");
  EXPECT_THAT(flat.blocks, IsEmpty());
}

TEST(WithoutBlocks, ChangesNothingElse) {
  ChoiceReply choice;
  choice.text = "t";
  choice.finish_reason = "stop";
  const ChoiceReply flat = without_blocks(choice);
  EXPECT_EQ(flat.text, "t");
  EXPECT_EQ(flat.finish_reason, "stop");
}

}  // namespace
}  // namespace wiretape::provider
