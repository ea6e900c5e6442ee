#include "wiretape/core/provider/openai_chat/openai_chat_defaults.h"

#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/provider/shared/count_tokens.h"
#include "wiretape/core/provider/shared/ids/derived_id.h"
#include "wiretape/core/provider/shared/reply_blocks.h"

namespace wiretape::provider {
namespace {

constexpr std::int64_t fixed_instant = 1735689600;  // 2025-01-01T00:00:00Z
constexpr std::size_t completion_id_length = 29;    // as OpenAI's
constexpr std::size_t call_id_length = 24;

ContentHash hash_of(const Reply& reply) {
  ContentHash hash;
  hash.add(*reply.model);
  for (const ChoiceReply& choice : reply.choices) {
    hash.add(choice.reasoning).add(choice.text).add(choice.refusal).add(choice.tool_calls.size());
    for (const ToolCallReply& call : choice.tool_calls)
      hash.add(call.name).add(call.arguments);
  }
  return hash;
}

std::string count_usage(const Reply& reply, std::uint64_t prompt_tokens) {
  std::uint64_t reasoning = 0;
  std::uint64_t answer = 0;
  for (const ChoiceReply& choice : reply.choices) {
    reasoning += count_tokens(choice.reasoning);
    answer += count_tokens(choice.text) + count_tokens(choice.refusal);
    for (const ToolCallReply& call : choice.tool_calls)
      answer += count_tokens(call.name) + count_tokens(call.arguments);
  }
  const std::uint64_t completion = reasoning + answer;
  return fmt::format(R"({{"prompt_tokens":{},"completion_tokens":{},"total_tokens":{},)"
                     R"("prompt_tokens_details":{{"cached_tokens":0,"audio_tokens":0}},)"
                     R"("completion_tokens_details":{{"reasoning_tokens":{},"audio_tokens":0,)"
                     R"("accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}}})",
                     prompt_tokens, completion, prompt_tokens + completion, reasoning);
}

void fill_choice(ChoiceReply& choice, std::size_t index, const ContentHash& content) {
  if (!choice.finish_reason) choice.finish_reason = choice.tool_calls.empty() ? "stop" : "tool_calls";
  for (std::size_t call = 0; call < choice.tool_calls.size(); ++call) {
    auto& id = choice.tool_calls[call].id;
    if (!id) id = derived_id("call_", call_id_length, ContentHash(content).add(index).add(call));
  }
}

}  // namespace

Reply with_openai_chat_defaults(const Reply& reply, const OpenaiChatRequest& request) {
  Reply filled = reply;
  if (!filled.model) filled.model = request.model;
  if (!filled.created) filled.created = fixed_instant;
  for (ChoiceReply& choice : filled.choices)
    choice = without_blocks(std::move(choice));
  if (const auto* list = std::get_if<ChunkList>(&filled.chunks); list != nullptr && !filled.choices.empty()) {
    filled.choices.front().text.clear();
    for (const std::string& piece : *list)
      filled.choices.front().text += piece;
  }
  ContentHash content = hash_of(filled);
  if (request.turn != 0) content.add(request.turn);
  if (!filled.id) filled.id = derived_id("chatcmpl-", completion_id_length, content);
  for (std::size_t index = 0; index < filled.choices.size(); ++index) {
    fill_choice(filled.choices[index], index, content);
  }
  if (!filled.usage) filled.usage = count_usage(filled, request.prompt_tokens);
  return filled;
}

}  // namespace wiretape::provider
