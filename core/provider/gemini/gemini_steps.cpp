#include "wiretape/core/provider/gemini/gemini_steps.h"

#include <string_view>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "wiretape/core/provider/gemini/gemini_json.h"
#include "wiretape/core/provider/shared/count_tokens.h"
#include "wiretape/core/provider/shared/object_arguments.h"
#include "wiretape/core/provider/shared/reply_blocks.h"
#include "wiretape/core/provider/shared/split_tokens.h"

namespace wiretape::provider {
namespace {

std::vector<std::string_view> cut(std::string_view text, const std::optional<Chunks>& chunks) {
  if (chunks) return split_text(text, *chunks);
  return text.empty() ? std::vector<std::string_view>() : std::vector{text};
}

class StepWriter {
 public:
  explicit StepWriter(const GeminiCuts& cuts) : cuts_(cuts) {}

  void operator()(const ReasoningBlock& block) {
    add_open_signature();
    for (const std::string_view piece : cut(block.text, cuts_.thoughts)) {
      steps_.push_back({.part = fmt::format(R"({{"text": {},"thought": true}})", gemini_quoted(piece)),
                        .content = {.reasoning = true},
                        .tokens = {.thoughts = count_tokens(piece)}});
    }
    signature_ = block.signature.value_or("");
  }

  void operator()(const RedactedReasoningBlock& /*block*/) {}

  void operator()(const TextBlock& block) {
    for (const std::string_view piece : cut(block.text, cuts_.text)) {
      steps_.push_back({.part = fmt::format(R"({{"text": {}}})", gemini_quoted(piece)),
                        .content = {.text_deltas = 1},
                        .tokens = {.candidates = count_tokens(piece)}});
    }
    if (block.citations.empty()) return;
    if (block.text.empty()) steps_.push_back({.part = R"({"text": ""})"});
    steps_.back().citations = block.citations;
  }

  void operator()(const ToolCallReply& call) {
    steps_.push_back(
        {.part = fmt::format(R"({{"functionCall": {{"name": {},"args": {},"id": {}}}{}}})", gemini_quoted(call.name),
                             object_arguments(call.arguments), gemini_quoted(*call.id), signature_member()),
         .content = {.tool_delta = true, .tool_arguments = true},
         .tokens = {.candidates = tokens_in(call)}});
  }

  std::vector<GeminiStep> finish(bool ends) && {
    if (ends) {
      steps_.push_back({.part = fmt::format(R"({{"text": ""{}}})", signature_member()), .is_end = true});
    } else {
      add_open_signature();
    }
    return std::move(steps_);
  }

 private:
  // It is given once.
  std::string signature_member() {
    const std::string signature = std::exchange(signature_, {});
    return signature.empty() ? "" : R"(,"thoughtSignature": )" + gemini_quoted(signature);
  }

  void add_open_signature() {
    if (!signature_.empty()) steps_.push_back({.part = fmt::format(R"({{"text": ""{}}})", signature_member())});
  }

  const GeminiCuts& cuts_;
  std::vector<GeminiStep> steps_;
  std::string signature_;
};

}  // namespace

std::vector<GeminiStep> gemini_steps(const ChoiceReply& choice, const GeminiCuts& cuts, bool ends) {
  StepWriter writer(cuts);
  for (const BlockReply& block : choice.blocks)
    std::visit(writer, block);
  return std::move(writer).finish(ends);
}

}  // namespace wiretape::provider
