#include "wiretape/core/provider/anthropic_messages/anthropic_messages_defaults.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <variant>

#include <fmt/format.h>

#include "wiretape/core/provider/shared/ids/derived_id.h"
#include "wiretape/core/provider/shared/reply_blocks.h"

namespace wiretape::provider {
namespace {

// As Anthropic's.
constexpr std::size_t id_length = 22;
constexpr std::size_t signature_length = 128;

class BlockHasher {
 public:
  explicit BlockHasher(ContentHash& hash) : hash_(hash) {}

  void operator()(const ReasoningBlock& block) const { hash_.add("thinking").add(block.text); }
  void operator()(const RedactedReasoningBlock& block) const { hash_.add("redacted").add(block.data); }
  void operator()(const TextBlock& block) const { hash_.add("text").add(block.text); }
  void operator()(const ToolCallReply& call) const { hash_.add("call").add(call.name).add(call.arguments); }

 private:
  ContentHash& hash_;
};

ContentHash hash_of(const Reply& reply) {
  ContentHash hash;
  hash.add(*reply.model);
  for (const BlockReply& block : reply.choices.front().blocks)
    std::visit(BlockHasher(hash), block);
  hash.add(reply.choices.front().refusal);
  return hash;
}

std::string count_usage(const ChoiceReply& choice, std::uint64_t prompt_tokens) {
  std::uint64_t output = 0;
  for (const BlockReply& block : choice.blocks)
    output += tokens_in(block);
  return fmt::format(R"({{"input_tokens":{},"cache_creation_input_tokens":0,"cache_read_input_tokens":0,)"
                     R"("cache_creation":{{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0}},)"
                     R"("output_tokens":{},"service_tier":"standard"}})",
                     prompt_tokens, output);
}

std::string default_stop_reason(const ChoiceReply& choice) {
  const bool calls_tools = std::ranges::any_of(
      choice.blocks, [](const BlockReply& block) { return std::holds_alternative<ToolCallReply>(block); });
  if (!choice.refusal.empty()) return "refusal";
  if (choice.stop_sequence) return "stop_sequence";
  return calls_tools ? "tool_use" : "end_turn";
}

// Signatures vouch for what is thought, and for nothing else: they don't depend on the turn.
void fill_ids(ChoiceReply& choice, const ContentHash& content, const ContentHash& turn) {
  for (std::size_t index = 0; index < choice.blocks.size(); ++index) {
    if (auto* call = std::get_if<ToolCallReply>(&choice.blocks[index]); call != nullptr && !call->id) {
      call->id = derived_id("toolu_01", id_length, ContentHash(turn).add(index));
    }
    if (auto* reasoning = std::get_if<ReasoningBlock>(&choice.blocks[index]);
        reasoning != nullptr && !reasoning->signature) {
      reasoning->signature = derived_id("", signature_length, ContentHash(content).add(index));
    }
  }
}

}  // namespace

Reply with_anthropic_messages_defaults(const Reply& reply, const AnthropicMessagesRequest& request) {
  Reply filled = reply;
  filled.choices = {blocks_only(reply)};
  if (!filled.model) filled.model = request.model;
  const ContentHash content = hash_of(filled);
  ContentHash turn = content;
  if (request.turn != 0) turn.add(request.turn);
  if (!filled.id) filled.id = derived_id("msg_01", id_length, turn);
  ChoiceReply& choice = filled.choices.front();
  fill_ids(choice, content, turn);
  if (!choice.finish_reason) choice.finish_reason = default_stop_reason(choice);
  if (!filled.usage) filled.usage = count_usage(choice, request.prompt_tokens);
  return filled;
}

}  // namespace wiretape::provider
