#include "wiretape/core/provider/openai_responses/openai_responses_defaults.h"

#include <cstddef>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/provider/shared/count_tokens.h"
#include "wiretape/core/provider/shared/ids/derived_id.h"
#include "wiretape/core/provider/shared/reply_blocks.h"

namespace wiretape::provider {
namespace {

constexpr std::int64_t fixed_instant = 1735689600;  // 2025-01-01T00:00:00Z
constexpr std::size_t id_length = 50;               // as OpenAI's
constexpr std::size_t call_id_length = 24;
constexpr std::string_view complete = "completed";

class BlockHasher {
 public:
  explicit BlockHasher(ContentHash& hash) : hash_(hash) {}

  void operator()(const ReasoningBlock& block) const { hash_.add("reasoning").add(block.text); }
  void operator()(const RedactedReasoningBlock& block) const { hash_.add("encrypted").add(block.data); }
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
  std::uint64_t output = count_tokens(choice.refusal);
  std::uint64_t reasoning = 0;
  for (const BlockReply& block : choice.blocks) {
    const std::uint64_t tokens = tokens_in(block);
    output += tokens;
    if (std::holds_alternative<ReasoningBlock>(block)) reasoning += tokens;
  }
  return fmt::format(
      R"({{"input_tokens":{},"input_tokens_details":{{"cache_write_tokens":0,"cached_tokens":0}},"output_tokens":{},)"
      R"("output_tokens_details":{{"reasoning_tokens":{}}},"total_tokens":{}}})",
      prompt_tokens, output, reasoning, prompt_tokens + output);
}

void fill_call_ids(ChoiceReply& choice, const ContentHash& turn) {
  for (std::size_t index = 0; index < choice.blocks.size(); ++index) {
    auto* call = std::get_if<ToolCallReply>(&choice.blocks[index]);
    if (call != nullptr && !call->id) call->id = derived_id("call_", call_id_length, ContentHash(turn).add(index));
  }
}

struct IdPrefix {
  std::string_view operator()(const ReasoningBlock& /*said*/) const { return "rs_"; }
  std::string_view operator()(const RedactedReasoningBlock& /*said*/) const { return "rs_"; }
  std::string_view operator()(const TextBlock& /*said*/) const { return "msg_"; }
  std::string_view operator()(const ToolCallReply& /*said*/) const { return "fc_"; }
  std::string_view operator()(const RefusalBlock& /*said*/) const { return "msg_"; }
};

}  // namespace

Reply with_openai_responses_defaults(const Reply& reply, const OpenaiResponsesRequest& request) {
  Reply filled = reply;
  filled.choices = {blocks_only(reply)};
  if (!filled.model) filled.model = request.model;
  if (!filled.created) filled.created = fixed_instant;
  ContentHash turn = hash_of(filled);
  if (request.turn != 0) turn.add(request.turn);
  if (!filled.id) filled.id = derived_id("resp_", id_length, turn);
  ChoiceReply& choice = filled.choices.front();
  fill_call_ids(choice, turn);
  if (!choice.finish_reason) choice.finish_reason = complete;
  if (!filled.usage) filled.usage = count_usage(choice, request.prompt_tokens);
  return filled;
}

bool is_complete_response(std::string_view finish_reason) {
  return finish_reason.empty() || finish_reason == complete;
}

std::vector<ResponsesOutput> responses_output(const Reply& filled) {
  const ChoiceReply& choice = filled.choices.front();
  std::vector<ResponsesOutput> output;
  const auto add = [&](ResponsesSaid said) {
    const auto hash = ContentHash().add(*filled.id).add(output.size());
    auto id = derived_id(std::visit(IdPrefix{}, said), id_length, hash);
    output.push_back({.id = std::move(id), .said = std::move(said)});
  };
  for (const BlockReply& block : choice.blocks)
    std::visit([&](const auto& said) { add(said); }, block);
  if (!choice.refusal.empty()) add(RefusalBlock{choice.refusal});
  if (output.empty() && !filled.error_event) add(TextBlock{});
  if (!output.empty() && !is_complete_response(*choice.finish_reason)) output.back().status = "incomplete";
  return output;
}

}  // namespace wiretape::provider
