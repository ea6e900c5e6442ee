#pragma once

#include <string>
#include <string_view>

#include "wiretape/core/provider/openai_chat/openai_chat_chunk.h"

namespace wiretape::provider {

/// A shortcut around the JSON: most chunks of a stream are the one before with another text in the same place. Where
/// every byte around a plain text is the same, but for a padding (`obfuscation`) at the end, so is all that the chunk
/// says but the text, and nothing needs to be read. Exact: what `match` finds is what a ChatChunkReader would say. Not
/// thread safe.
class ChatEnvelope {
 public:
  /// Remembers a chunk that was just read, if one text without escapes is all that it says. Otherwise keeps what it
  /// has.
  void learn(const ChatChunk& chunk);

  /// Forgets it: needed where what it says besides the text is no longer what was said last.
  void forget() { before_.clear(); }

  /// The piece that `json` says, if it is the remembered chunk with another plain text that is not empty; else nullptr.
  /// Valid until the next call.
  [[nodiscard]] const ChatPiece* match(std::string_view json);

 private:
  std::string before_;  // up to and with the text's opening quote; empty: nothing remembered
  std::string after_;   // from its closing quote on, up to a padding
  std::string text_;
  ChatPiece piece_;
};

}  // namespace wiretape::provider
