#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "wiretape/core/provider/delta.h"
#include "wiretape/core/provider/openai_chat/openai_chat_chunk.h"

namespace wiretape::provider {

/// Which calls of one choice there are, and which pieces belong to them. Hosts number calls, or give them ids, or do
/// neither.
class ChatToolCalls {
 public:
  /// What of a piece is to be reported; its number and the parts that were not reported before. The views are the
  /// piece's.
  ToolCallDelta place(const ChatPiece& piece);

 private:
  struct Call {
    std::string id;
    bool named = false;
  };

  std::uint32_t number_of(const ChatPiece& piece);
  [[nodiscard]] std::optional<std::uint32_t> find(const ChatPiece& piece) const;
  static bool begins_anew(const Call& call, const ChatPiece& piece);
  std::uint32_t add();

  std::vector<Call> calls_;
  std::map<std::int64_t, std::uint32_t> by_index_;
  std::map<std::string, std::uint32_t, std::less<>> by_id_;
};

}  // namespace wiretape::provider
