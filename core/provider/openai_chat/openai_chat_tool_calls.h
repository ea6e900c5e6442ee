#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/provider/delta.h"
#include "wiretape/core/provider/openai_chat/openai_chat_chunk.h"

namespace wiretape::provider {

/// Follows arguments piece by piece, to know whether they are whole so far: every bracket and text is closed.
class ArgumentsShape {
 public:
  void add(std::string_view piece);

  [[nodiscard]] bool is_empty() const { return is_empty_; }
  [[nodiscard]] bool is_whole() const { return !is_empty_ && depth_ == 0 && !in_text_; }

 private:
  void add_to_text(char byte);

  std::size_t depth_ = 0;
  bool is_empty_ = true;
  bool in_text_ = false;
  bool is_escaped_ = false;
};

/// Which calls of one choice there are, and which pieces belong to them. Hosts number calls, or give them ids, or do
/// neither; some send names in pieces, others repeat them.
class ChatToolCalls {
 public:
  /// What of a piece is to be reported; its number and the parts that were not reported before. `chunk` tells the
  /// chunks of a stream apart. The views are the piece's.
  ToolCallDelta place(const ChatPiece& piece, std::uint64_t chunk);

  /// The same for a call that stands whole in an answer.
  ToolCallDelta place_whole(const ChatPiece& piece);

 private:
  struct Call {
    std::string id;
    std::string name;
    std::uint64_t named_in = 0;  // the chunk that the last piece of its name was in
    ArgumentsShape arguments;
  };

  std::uint32_t number_of(const ChatPiece& piece, std::uint64_t chunk);
  [[nodiscard]] std::optional<std::uint32_t> find(const ChatPiece& piece) const;
  static bool begins_anew(const Call& call, const ChatPiece& piece, std::uint64_t chunk);
  std::uint32_t add();

  std::vector<Call> calls_;
  std::uint32_t open_ = 0;  // the call that a piece belonged to last
  std::map<std::int64_t, std::uint32_t> by_index_;
  std::map<std::string, std::uint32_t, std::less<>> by_id_;
};

}  // namespace wiretape::provider
