#include "wiretape/core/provider/openai_chat/openai_chat_tool_calls.h"

namespace wiretape::provider {

ToolCallDelta ChatToolCalls::place(const ChatPiece& piece) {
  const std::uint32_t number = number_of(piece);
  Call& call = calls_[number];
  ToolCallDelta delta{piece.choice, number, {}, {}, piece.text};
  if (call.id.empty() && !piece.id.empty()) {
    call.id = piece.id;
    delta.id = piece.id;
  }
  if (!call.named && !piece.name.empty()) {
    call.named = true;
    delta.name = piece.name;
  }
  return delta;
}

// The later of two calls under one index takes the pieces that follow.
std::uint32_t ChatToolCalls::number_of(const ChatPiece& piece) {
  const std::optional<std::uint32_t> known = find(piece);
  const std::uint32_t number = known && !begins_anew(calls_[*known], piece) ? *known : add();
  if (piece.index) by_index_[*piece.index] = number;
  if (!piece.id.empty()) by_id_.emplace(piece.id, number);
  return number;
}

std::optional<std::uint32_t> ChatToolCalls::find(const ChatPiece& piece) const {
  if (piece.index) {
    const auto found = by_index_.find(*piece.index);
    return found == by_index_.end() ? std::nullopt : std::optional(found->second);
  }
  if (!piece.id.empty()) {
    const auto found = by_id_.find(piece.id);
    return found == by_id_.end() ? std::nullopt : std::optional(found->second);
  }
  return calls_.empty() ? std::nullopt : std::optional(static_cast<std::uint32_t>(calls_.size() - 1));
}

// A function is named once for each call.
bool ChatToolCalls::begins_anew(const Call& call, const ChatPiece& piece) {
  const bool same_id = !piece.id.empty() && piece.id == call.id;
  return !piece.name.empty() && call.named && !same_id;
}

std::uint32_t ChatToolCalls::add() {
  calls_.emplace_back();
  return static_cast<std::uint32_t>(calls_.size() - 1);
}

}  // namespace wiretape::provider
