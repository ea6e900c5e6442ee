#include "wiretape/core/provider/shared/reply_blocks.h"

#include <utility>
#include <variant>

namespace wiretape::provider {

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

}  // namespace wiretape::provider
