#include "wiretape/core/provider/shared/reply_blocks.h"

#include <utility>
#include <variant>

#include "wiretape/core/provider/shared/count_tokens.h"

namespace wiretape::provider {
namespace {

struct TokensOfBlock {
  std::uint64_t operator()(const ReasoningBlock& block) const { return count_tokens(block.text); }
  std::uint64_t operator()(const RedactedReasoningBlock& /*block*/) const { return 0; }
  std::uint64_t operator()(const TextBlock& block) const { return count_tokens(block.text); }
  std::uint64_t operator()(const ToolCallReply& call) const {
    return count_tokens(call.name) + count_tokens(call.arguments);
  }
};

}  // namespace

std::vector<BlockReply> blocks_of(const ChoiceReply& choice) {
  if (!choice.blocks.empty()) return choice.blocks;
  std::vector<BlockReply> blocks;
  if (!choice.reasoning.empty()) blocks.emplace_back(ReasoningBlock{choice.reasoning, {}});
  if (!choice.text.empty()) blocks.emplace_back(TextBlock{choice.text, {}});
  blocks.insert(blocks.end(), choice.tool_calls.begin(), choice.tool_calls.end());
  return blocks;
}

ChoiceReply without_blocks(ChoiceReply choice) {
  for (BlockReply& block : choice.blocks) {
    if (const auto* reasoning = std::get_if<ReasoningBlock>(&block)) choice.reasoning += reasoning->text;
    if (const auto* text = std::get_if<TextBlock>(&block)) choice.text += text->text;
    if (auto* call = std::get_if<ToolCallReply>(&block)) choice.tool_calls.push_back(std::move(*call));
  }
  choice.blocks.clear();
  return choice;
}

ChoiceReply blocks_only(const Reply& reply) {
  ChoiceReply choice = reply.choices.empty() ? ChoiceReply{} : reply.choices.front();
  if (const auto* pieces = std::get_if<ChunkList>(&reply.chunks); pieces != nullptr && choice.blocks.empty()) {
    choice.text.clear();
    for (const std::string& piece : *pieces)
      choice.text += piece;
  }
  choice.blocks = blocks_of(choice);
  choice.reasoning.clear();
  choice.text.clear();
  choice.tool_calls.clear();
  return choice;
}

std::uint64_t tokens_in(const BlockReply& block) {
  return std::visit(TokensOfBlock{}, block);
}

}  // namespace wiretape::provider
