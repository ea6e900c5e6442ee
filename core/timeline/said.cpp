#include "wiretape/core/timeline/said.h"

#include <array>
#include <cstddef>
#include <variant>

namespace wiretape::timeline {
namespace {

using Kind = Said::Kind;

constexpr std::array<std::string_view, 16> kind_names{
    "model",    "text",    "reasoning", "refusal", "tool_call", "block",      "signature",  "encrypted_reasoning",
    "citation", "content", "finish",    "usage",   "error",     "terminator", "unreadable", "other"};

Said of_choice(Kind kind, std::uint32_t choice, std::string_view text) {
  return {.kind = kind, .choice = choice, .text = std::string(text)};
}

Said of_answer(Kind kind, std::string_view text) {
  return of_choice(kind, 0, text);
}

struct Keep {
  Said operator()(const provider::MetadataDelta& delta) const { return of_answer(Kind::model, delta.model); }
  Said operator()(const provider::TextDelta& delta) const { return of_choice(Kind::text, delta.choice, delta.text); }
  Said operator()(const provider::ReasoningDelta& delta) const {
    return of_choice(Kind::reasoning, delta.choice, delta.text);
  }
  Said operator()(const provider::RefusalDelta& delta) const {
    return of_choice(Kind::refusal, delta.choice, delta.text);
  }
  Said operator()(const provider::ToolCallDelta& delta) const {
    return {.kind = Kind::tool_call,
            .choice = delta.choice,
            .text = std::string(delta.arguments),
            .name = std::string(delta.name),
            .id = std::string(delta.id),
            .number = delta.call};
  }
  Said operator()(const provider::BlockDelta& delta) const {
    Said block = of_choice(Kind::block, delta.choice, delta.type);
    block.number = delta.resumes;
    return block;
  }
  Said operator()(const provider::SignatureDelta& delta) const {
    return of_choice(Kind::signature, delta.choice, delta.signature);
  }
  Said operator()(const provider::RedactedReasoningDelta& delta) const {
    return of_choice(Kind::encrypted_reasoning, delta.choice, delta.data);
  }
  Said operator()(const provider::CitationDelta& delta) const {
    return of_choice(Kind::citation, delta.choice, delta.json);
  }
  Said operator()(const provider::UnknownContentDelta& delta) const {
    return of_choice(Kind::content, delta.choice, delta.json);
  }
  Said operator()(const provider::FinishDelta& delta) const {
    return of_choice(Kind::finish, delta.choice, delta.reason);
  }
  Said operator()(const provider::UsageDelta& delta) const { return of_answer(Kind::usage, delta.json); }
  Said operator()(const provider::ErrorDelta& delta) const {
    return {.kind = Kind::error, .text = std::string(delta.message), .name = std::string(delta.type)};
  }
  Said operator()(const provider::TerminatorDelta& /*delta*/) const { return {.kind = Kind::terminator}; }
  Said operator()(const provider::UndecodableDelta& delta) const { return of_answer(Kind::unreadable, delta.what); }
};

}  // namespace

std::string_view to_string(Said::Kind kind) {
  return kind_names.at(static_cast<std::size_t>(kind));
}

Said said(const provider::Delta& delta) {
  return std::visit(Keep{}, delta);
}

bool is_content(Said::Kind kind) {
  return kind == Kind::text || kind == Kind::reasoning || kind == Kind::refusal || kind == Kind::tool_call;
}

}  // namespace wiretape::timeline
