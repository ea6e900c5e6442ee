#include "wiretape/core/tape/template/fill_answer.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "wiretape/core/tape/template/generate_said.h"

namespace wiretape::tape {
namespace {

/// Fills texts in place, and remembers the first value that was missing.
class Filler {
 public:
  explicit Filler(const TemplateValues& values) : values_(&values) {}

  void fill(std::string& text) {
    auto filled = fill_template(text, *values_);
    if (auto* missing = std::get_if<MissingValue>(&filled)) {
      if (!missing_) missing_ = std::move(*missing);
    } else {
      text = std::get<std::string>(std::move(filled));
    }
  }

  void fill(std::optional<std::string>& text) {
    if (text) fill(*text);
  }

  void fill(provider::ToolCallReply& call) {
    fill(call.id);
    fill(call.name);
    if (is_generated(call.arguments)) {
      call.arguments = generate_arguments(*values_, call.name, generated_++);
    } else {
      fill(call.arguments);
    }
  }

  /// What the model says, which may have to be in a form that the request asks for.
  void fill_said(std::string& text) {
    if (is_generated(text)) {
      text = generate_answer(*values_, generated_++);
    } else {
      fill(text);
    }
  }

  void fill(provider::ReasoningBlock& block) {
    fill(block.text);
    fill(block.signature);
  }

  void fill(provider::RedactedReasoningBlock& block) { fill(block.data); }

  void fill(provider::TextBlock& block) {
    fill_said(block.text);
    for (auto& citation : block.citations)
      fill(citation);
  }

  void fill(provider::ChoiceReply& choice) {
    fill(choice.reasoning);
    fill_said(choice.text);
    fill(choice.refusal);
    for (auto& call : choice.tool_calls)
      fill(call);
    for (auto& block : choice.blocks)
      std::visit([this](auto& each) { fill(each); }, block);
    fill(choice.finish_reason);
    fill(choice.stop_sequence);
  }

  void fill(std::optional<provider::ErrorReply>& error) {
    if (!error) return;
    fill(error->message);
    fill(error->type);
    fill(error->code);
    fill(error->param);
    fill(error->headers);
  }

  void fill(provider::Reply& reply) {
    fill(reply.id);
    fill(reply.model);
    for (auto& choice : reply.choices)
      fill(choice);
    fill(reply.usage);
    if (auto* pieces = std::get_if<provider::ChunkList>(&reply.chunks)) {
      for (auto& piece : *pieces)
        fill(piece);
    }
    fill(reply.error);
    fill(reply.error_event);
  }

  /// A value from the request must not end its line.
  void fill(wire::HttpFields& fields) {
    for (auto& field : fields) {
      fill(field.value);
      std::ranges::replace_if(
          field.value, [](char byte) { return byte == '\r' || byte == '\n' || byte == '\0'; }, ' ');
    }
  }

  void fill(StreamResponse& response) {
    fill(response.head.fields);
    for (auto& event : response.events) {
      if (auto* data = std::get_if<provider::DataEvent>(&event)) fill(data->data);
    }
  }

  void fill(PlainResponse& response) {
    fill(response.head.fields);
    fill(response.body);
  }

  void fill(RecordedResponse& /*recorded*/) {}  // what was recorded stands as it is
  void fill(Dialogue& /*dialogue*/) {}          // has no placeholders

  [[nodiscard]] std::optional<MissingValue> missing() const { return missing_; }

 private:
  const TemplateValues* values_;
  std::optional<MissingValue> missing_;
  std::uint64_t generated_ = 0;  // so much was made up
};

}  // namespace

std::variant<Answer, MissingValue> fill_answer(const Answer& answer, const TemplateValues& values) {
  Answer filled = answer;
  Filler filler(values);
  std::visit([&](auto& each) { filler.fill(each); }, filled);
  if (auto missing = filler.missing()) return std::move(*missing);
  return filled;
}

}  // namespace wiretape::tape
