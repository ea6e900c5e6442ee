#include "wiretape/core/provider/openai_chat/openai_chat_tool_calls.h"

namespace wiretape::provider {

void ArgumentsShape::add(std::string_view piece) {
  is_empty_ = is_empty_ && piece.empty();
  for (const char byte : piece) {
    if (in_text_) {
      add_to_text(byte);
    } else if (byte == '{' || byte == '[') {
      ++depth_;
    } else if ((byte == '}' || byte == ']') && depth_ > 0) {
      --depth_;
    } else {
      in_text_ = byte == '"';
    }
  }
}

void ArgumentsShape::add_to_text(char byte) {
  in_text_ = byte != '"' || is_escaped_;
  is_escaped_ = byte == '\\' && !is_escaped_;
}

ToolCallDelta ChatToolCalls::place(const ChatPiece& piece, std::uint64_t chunk) {
  const std::uint32_t number = number_of(piece, chunk);
  Call& call = calls_[number];
  open_ = number;
  ToolCallDelta delta{piece.choice, number, {}, {}, piece.text};
  if (call.id.empty() && !piece.id.empty()) {
    call.id = piece.id;
    delta.id = piece.id;
  }
  if (!piece.name.empty() && piece.name != call.name) {
    call.name += piece.name;
    delta.name = piece.name;
  }
  if (!piece.name.empty()) call.named_in = chunk;
  call.arguments.add(piece.text);
  return delta;
}

ToolCallDelta ChatToolCalls::place_whole(const ChatPiece& piece) {
  return {piece.choice, add(), piece.id, piece.name, piece.text};
}

// The later of two calls under one index takes the pieces that follow.
std::uint32_t ChatToolCalls::number_of(const ChatPiece& piece, std::uint64_t chunk) {
  const std::optional<std::uint32_t> known = find(piece);
  const std::uint32_t number = known && !begins_anew(calls_[*known], piece, chunk) ? *known : add();
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
  return calls_.empty() ? std::nullopt : std::optional(open_);
}

// A name without arguments behind it may go on in a later chunk, and the same name may come again with each piece of
// the arguments. Within one chunk, and where an id says so, it is another call's.
bool ChatToolCalls::begins_anew(const Call& call, const ChatPiece& piece, std::uint64_t chunk) {
  if (piece.name.empty() || call.name.empty()) return false;
  if (!piece.id.empty()) return piece.id != call.id;
  const bool is_behind = piece.name == call.name ? call.arguments.is_whole() : !call.arguments.is_empty();
  return is_behind || call.named_in == chunk;
}

std::uint32_t ChatToolCalls::add() {
  calls_.emplace_back();
  return static_cast<std::uint32_t>(calls_.size() - 1);
}

}  // namespace wiretape::provider
