#include "wiretape/core/provider/message.h"

#include <algorithm>
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
    Choice& choice = goes_on(delta.choice);
    Block* block = current_block(choice);
    add_before_later(choice, block, choice.text, delta.text);
    if (block != nullptr) block->text += delta.text;
  }
  void operator()(const ReasoningDelta& delta) const {
    Choice& choice = goes_on(delta.choice);
    Block* block = current_block(choice);
    add_before_later(choice, block, choice.reasoning, delta.text);
    if (block != nullptr) block->text += delta.text;
  }
  void operator()(const RefusalDelta& delta) const { goes_on(delta.choice).refusal += delta.text; }
  void operator()(const ToolCallDelta& delta) const {
    Choice& choice = goes_on(delta.choice);
    auto& calls = choice.tool_calls;
    if (calls.size() <= delta.call) {
      calls.resize(std::size_t{delta.call} + 1);
      if (Block* block = current_block(choice)) block->tool_call = delta.call;
    }
    ToolCall& call = calls[delta.call];
    if (!delta.id.empty()) call.id = delta.id;
    call.name += delta.name;
    call.arguments += delta.arguments;
  }
  void operator()(const BlockDelta& delta) const {
    Choice& choice = goes_on(delta.choice);
    if (!delta.resumes) choice.blocks.emplace_back().type = delta.type;
    choice.later_blocks = delta.resumes ? choice.blocks.size() - 1 - *delta.resumes : 0;
  }
  void operator()(const SignatureDelta& delta) const {
    if (Block* block = current_block(goes_on(delta.choice))) block->signature += delta.signature;
  }
  void operator()(const RedactedReasoningDelta& delta) const {
    if (Block* block = current_block(goes_on(delta.choice))) block->text += delta.data;
  }
  void operator()(const CitationDelta& delta) const {
    if (Block* block = current_block(goes_on(delta.choice))) block->citations.emplace_back(delta.json);
  }
  void operator()(const UnknownContentDelta& delta) const {
    goes_on(delta.choice).unknown_content.emplace_back(delta.json);
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

  // The choice, of which there is content: a reason that was named before was not its last word.
  [[nodiscard]] Choice& goes_on(std::uint32_t index) const {
    Choice& going_on = choice(index);
    going_on.finish_reason.reset();
    return going_on;
  }

  // nullptr where the provider does not answer in blocks.
  [[nodiscard]] static Block* current_block(Choice& choice) {
    return choice.blocks.empty() ? nullptr
                                 : &*(choice.blocks.end() - 1 - static_cast<std::ptrdiff_t>(choice.later_blocks));
  }

  // Adds a piece to the text of all blocks of a kind: before that of blocks that began after the current one.
  static void add_before_later(const Choice& choice, const Block* block, std::string& all, std::string_view piece) {
    std::size_t behind = 0;
    for (std::size_t later = choice.blocks.size() - choice.later_blocks; later < choice.blocks.size(); ++later) {
      if (choice.blocks[later].type == block->type) behind += choice.blocks[later].text.size();
    }
    all.insert(all.size() - std::min(behind, all.size()), piece);
  }

  Message& message_;
};

}  // namespace

void Message::add(const Delta& delta) {
  std::visit(Assembler(*this), delta);
}

bool Message::has_unknown_content() const {
  return std::ranges::any_of(choices, [](const Choice& choice) { return !choice.unknown_content.empty(); });
}

bool Message::has_nameless_call() const {
  const auto is_nameless = [](const ToolCall& call) { return call.name.empty(); };
  return std::ranges::any_of(choices,
                             [&](const Choice& choice) { return std::ranges::any_of(choice.tool_calls, is_nameless); });
}

const Choice& Message::first() const {
  static const Choice nothing;
  return choices.empty() ? nothing : choices.front();
}

}  // namespace wiretape::provider
