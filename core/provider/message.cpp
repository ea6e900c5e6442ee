#include "wiretape/core/provider/message.h"

#include <cstddef>
#include <variant>

namespace wiretape::provider {
namespace {

class Assembler {
 public:
  explicit Assembler(Message& message) : message_(message) {}

  void operator()(const MetadataDelta& delta) const {
    if (!delta.id.empty()) message_.id = delta.id;
    if (!delta.model.empty()) message_.model = delta.model;
  }
  void operator()(const TextDelta& delta) const {
    choice(delta.choice).text += delta.text;
    if (Block* block = last_block(delta.choice)) block->text += delta.text;
  }
  void operator()(const ReasoningDelta& delta) const {
    choice(delta.choice).reasoning += delta.text;
    if (Block* block = last_block(delta.choice)) block->text += delta.text;
  }
  void operator()(const RefusalDelta& delta) const { choice(delta.choice).refusal += delta.text; }
  void operator()(const ToolCallDelta& delta) const {
    auto& calls = choice(delta.choice).tool_calls;
    if (calls.size() <= delta.call) {
      calls.resize(std::size_t{delta.call} + 1);
      if (Block* block = last_block(delta.choice)) block->tool_call = delta.call;
    }
    ToolCall& call = calls[delta.call];
    if (!delta.id.empty()) call.id = delta.id;
    if (!delta.name.empty()) call.name = delta.name;
    call.arguments += delta.arguments;
  }
  void operator()(const BlockDelta& delta) const { choice(delta.choice).blocks.emplace_back().type = delta.type; }
  void operator()(const SignatureDelta& delta) const {
    if (Block* block = last_block(delta.choice)) block->signature += delta.signature;
  }
  void operator()(const RedactedReasoningDelta& delta) const {
    if (Block* block = last_block(delta.choice)) block->text += delta.data;
  }
  void operator()(const CitationDelta& delta) const {
    if (Block* block = last_block(delta.choice)) block->citations.emplace_back(delta.json);
  }
  void operator()(const FinishDelta& delta) const { choice(delta.choice).finish_reason = delta.reason; }
  void operator()(const UsageDelta& delta) const { message_.usage = delta.json; }
  void operator()(const ErrorDelta& /*delta*/) const {}
  void operator()(const TerminatorDelta& /*delta*/) const {}
  void operator()(const UndecodableDelta& /*delta*/) const {}

 private:
  [[nodiscard]] Choice& choice(std::uint32_t index) const {
    if (message_.choices.size() <= index) message_.choices.resize(std::size_t{index} + 1);
    return message_.choices[index];
  }

  // nullptr where the provider does not answer in blocks.
  [[nodiscard]] Block* last_block(std::uint32_t index) const {
    std::vector<Block>& blocks = choice(index).blocks;
    return blocks.empty() ? nullptr : &blocks.back();
  }

  Message& message_;
};

}  // namespace

void Message::add(const Delta& delta) {
  std::visit(Assembler(*this), delta);
}

const Choice& Message::first() const {
  static const Choice nothing;
  return choices.empty() ? nothing : choices.front();
}

}  // namespace wiretape::provider
