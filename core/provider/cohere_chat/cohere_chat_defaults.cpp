#include "wiretape/core/provider/cohere_chat/cohere_chat_defaults.h"

#include <algorithm>
#include <cstddef>
#include <variant>

#include <fmt/format.h>

#include "wiretape/core/provider/shared/ids/derived_id.h"
#include "wiretape/core/provider/shared/reply_blocks.h"

namespace wiretape::provider {
namespace {

constexpr std::size_t call_id_length = 12;  // behind the function's name, as Cohere's

class BlockHasher {
 public:
  explicit BlockHasher(ContentHash& hash) : hash_(hash) {}

  void operator()(const ReasoningBlock& block) const { hash_.add("thinking").add(block.text); }
  void operator()(const RedactedReasoningBlock& /*block*/) const {}
  void operator()(const TextBlock& block) const { hash_.add("text").add(block.text); }
  void operator()(const ToolCallReply& call) const { hash_.add("call").add(call.name).add(call.arguments); }

 private:
  ContentHash& hash_;
};

bool is_call(const BlockReply& block) {
  return std::holds_alternative<ToolCallReply>(block);
}

std::string count_usage(const ChoiceReply& choice, std::uint64_t prompt_tokens) {
  std::uint64_t output = 0;
  for (const BlockReply& block : choice.blocks)
    output += tokens_in(block);
  return fmt::format(R"({{"billed_units":{{"input_tokens":{0},"output_tokens":{1}}},)"
                     R"("tokens":{{"input_tokens":{0},"output_tokens":{1}}}}})",
                     prompt_tokens, output);
}

// "6cd6ce61-bb3b-46f6-907e-fcfab45e51b6" in form; of letters and digits.
std::string message_id(const ContentHash& content) {
  std::string id = derived_id("", 32, content);
  for (const std::size_t place : {8U, 13U, 18U, 23U})
    id.insert(place, 1, '-');
  return id;
}

}  // namespace

Reply with_cohere_chat_defaults(const Reply& reply, const CohereChatRequest& request) {
  Reply filled = reply;
  filled.choices = {blocks_only(reply)};
  ChoiceReply& choice = filled.choices.front();
  ContentHash content;
  content.add(request.model);
  for (const BlockReply& block : choice.blocks)
    std::visit(BlockHasher(content), block);
  if (request.turn != 0) content.add(request.turn);
  if (!filled.id) filled.id = message_id(content);
  for (std::size_t index = 0; index < choice.blocks.size(); ++index) {
    auto* call = std::get_if<ToolCallReply>(&choice.blocks[index]);
    if (call == nullptr || call->id) continue;
    call->id = derived_id(call->name + '_', call_id_length, ContentHash(content).add(index));
  }
  const bool calls_tools = std::ranges::any_of(choice.blocks, is_call);
  if (!choice.finish_reason) choice.finish_reason = calls_tools ? "TOOL_CALL" : "COMPLETE";
  if (!filled.usage) filled.usage = count_usage(choice, request.prompt_tokens);
  return filled;
}

bool has_tool_plan(const Reply& reply) {
  if (reply.choices.empty()) return false;
  const ChoiceReply& choice = reply.choices.front();
  return choice.blocks.empty() && !choice.tool_calls.empty();
}

}  // namespace wiretape::provider
