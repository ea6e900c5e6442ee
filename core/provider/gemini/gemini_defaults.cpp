#include "wiretape/core/provider/gemini/gemini_defaults.h"

#include <cstddef>
#include <utility>
#include <variant>

#include "wiretape/core/provider/gemini/gemini_usage.h"
#include "wiretape/core/provider/shared/ids/derived_id.h"
#include "wiretape/core/provider/shared/reply_blocks.h"

namespace wiretape::provider {
namespace {

// As long as Google's.
constexpr std::size_t response_id_length = 23;
constexpr std::size_t call_id_length = 8;
constexpr std::size_t signature_length = 64;

class BlockHasher {
 public:
  explicit BlockHasher(ContentHash& hash) : hash_(hash) {}

  void operator()(const ReasoningBlock& block) const { hash_.add("thought").add(block.text); }
  void operator()(const RedactedReasoningBlock& /*block*/) const {}
  void operator()(const TextBlock& block) const { hash_.add("text").add(block.text); }
  void operator()(const ToolCallReply& call) const { hash_.add("call").add(call.name).add(call.arguments); }

 private:
  ContentHash& hash_;
};

std::vector<ChoiceReply> choices_of(const Reply& reply) {
  std::vector<ChoiceReply> choices = {blocks_only(reply)};
  if (!choices.front().refusal.empty()) {
    choices.front().blocks.clear();
    return choices;
  }
  for (std::size_t index = 1; index < reply.choices.size(); ++index) {
    ChoiceReply other{};
    other.blocks = blocks_of(reply.choices[index]);
    other.finish_reason = reply.choices[index].finish_reason;
    choices.push_back(std::move(other));
  }
  return choices;
}

ContentHash hash_of(const Reply& filled, std::uint64_t turn) {
  ContentHash content;
  content.add(*filled.model);
  for (const ChoiceReply& choice : filled.choices) {
    content.add(choice.refusal);
    for (const BlockReply& block : choice.blocks)
      std::visit(BlockHasher(content), block);
  }
  if (turn != 0) content.add(turn);
  return content;
}

bool goes_before_call(const ChoiceReply& choice, std::size_t block) {
  return block + 1 < choice.blocks.size() && std::holds_alternative<ToolCallReply>(choice.blocks[block + 1]);
}

void fill_blocks(ChoiceReply& choice, const ContentHash& content) {
  for (std::size_t index = 0; index < choice.blocks.size(); ++index) {
    const ContentHash own = ContentHash(content).add(index);
    if (auto* call = std::get_if<ToolCallReply>(&choice.blocks[index]); call != nullptr && !call->id) {
      call->id = derived_id("", call_id_length, own);
    }
    auto* reasoning = std::get_if<ReasoningBlock>(&choice.blocks[index]);
    if (reasoning != nullptr && !reasoning->signature && goes_before_call(choice, index)) {
      reasoning->signature = derived_id("", signature_length, own);
    }
  }
}

std::string count_usage(const Reply& filled, std::uint64_t prompt_tokens) {
  GeminiUsage usage{.prompt = prompt_tokens};
  for (const ChoiceReply& choice : filled.choices) {
    for (const BlockReply& block : choice.blocks)
      usage.add(block);
  }
  return usage.json();
}

}  // namespace

Reply with_gemini_defaults(const Reply& reply, const GeminiRequest& request) {
  Reply filled = reply;
  filled.choices = choices_of(reply);
  if (!filled.model) filled.model = request.model;
  const ContentHash content = hash_of(filled, request.turn);
  if (!filled.id) filled.id = derived_id("", response_id_length, content);
  for (std::size_t index = 0; index < filled.choices.size(); ++index) {
    ChoiceReply& choice = filled.choices[index];
    fill_blocks(choice, index == 0 ? content : ContentHash(content).add("choice").add(index));
    if (!choice.finish_reason) choice.finish_reason = choice.refusal.empty() ? "STOP" : "SAFETY";
  }
  if (!filled.usage) filled.usage = count_usage(filled, request.prompt_tokens);
  return filled;
}

bool is_gemini_block(const Reply& filled) {
  return !filled.choices.front().refusal.empty();
}

}  // namespace wiretape::provider
