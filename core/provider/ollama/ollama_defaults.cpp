#include "wiretape/core/provider/ollama/ollama_defaults.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/provider/shared/count_tokens.h"
#include "wiretape/core/provider/shared/ids/derived_id.h"
#include "wiretape/core/provider/shared/reply_blocks.h"
#include "wiretape/core/text/instant.h"

namespace wiretape::provider {
namespace {

constexpr std::int64_t fixed_instant = 1735689600;  // 2025-01-01T00:00:00Z
constexpr std::int64_t latest = 9'000'000'000;      // what a clock of nanoseconds can hold, and more than people need
constexpr std::size_t call_id_length = 8;           // as Ollama's

// In nanoseconds.
constexpr std::uint64_t load_duration = 40'000'000;
constexpr std::uint64_t duration_of_prompt_token = 1'000'000;
constexpr std::uint64_t duration_of_token = 5'000'000;

ContentHash hash_of(const Reply& reply) {
  const ChoiceReply& choice = reply.choices.front();
  ContentHash hash;
  hash.add(*reply.model).add(choice.reasoning).add(choice.text).add(choice.tool_calls.size());
  for (const ToolCallReply& call : choice.tool_calls)
    hash.add(call.name).add(call.arguments);
  return hash;
}

std::uint64_t tokens_of(const ChoiceReply& choice) {
  std::uint64_t tokens = count_tokens(choice.reasoning) + count_tokens(choice.text);
  for (const ToolCallReply& call : choice.tool_calls)
    tokens += count_tokens(call.name) + count_tokens(call.arguments);
  return tokens;
}

std::string count_usage(const ChoiceReply& choice, std::uint64_t prompt_tokens) {
  const std::uint64_t tokens = tokens_of(choice);
  const std::uint64_t prompt_duration = prompt_tokens * duration_of_prompt_token;
  const std::uint64_t duration = tokens * duration_of_token;
  return fmt::format(R"({{"total_duration":{},"load_duration":{},"prompt_eval_count":{},"prompt_eval_duration":{},)"
                     R"("eval_count":{},"eval_duration":{}}})",
                     load_duration + prompt_duration + duration, load_duration, prompt_tokens, prompt_duration, tokens,
                     duration);
}

ChoiceReply only_choice(const Reply& reply) {
  ChoiceReply choice = reply.choices.empty() ? ChoiceReply{} : without_blocks(reply.choices.front());
  if (const auto* pieces = std::get_if<ChunkList>(&reply.chunks)) {
    choice.text.clear();
    for (const std::string& piece : *pieces)
      choice.text += piece;
  }
  return choice;
}

}  // namespace

Reply with_ollama_defaults(const Reply& reply, const OllamaRequest& request) {
  Reply filled = reply;
  filled.choices = {only_choice(reply)};
  if (!filled.model) filled.model = request.model;
  if (!filled.created) filled.created = fixed_instant;
  ChoiceReply& choice = filled.choices.front();
  if (!choice.finish_reason) choice.finish_reason = "stop";
  ContentHash content = hash_of(filled);
  if (request.turn != 0) content.add(request.turn);
  for (std::size_t index = 0; index < choice.tool_calls.size(); ++index) {
    auto& id = choice.tool_calls[index].id;
    if (!id) id = derived_id("call_", call_id_length, ContentHash(content).add(index));
  }
  if (!filled.usage) filled.usage = count_usage(choice, request.prompt_tokens);
  return filled;
}

std::string ollama_created_at(std::int64_t created) {
  const std::chrono::seconds since_epoch(std::clamp(created, -latest, latest));
  return text::instant_text(std::chrono::system_clock::time_point(since_epoch));
}

}  // namespace wiretape::provider
