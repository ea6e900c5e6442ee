#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "wiretape/core/provider/delta.h"

namespace wiretape::provider {

/// A block of content, as it begins in a stream or stands whole in an answer. Which members say something depends on
/// the type.
struct MessagesBlock {
  std::string_view type;
  std::string_view id;         ///< of a tool call
  std::string_view name;       ///< of a tool call
  std::string_view input;      ///< of a tool call: JSON, compact; where it is a string, its text
  std::string_view text;       ///< of a text or of thinking
  std::string_view signature;  ///< of thinking
  std::string_view data;       ///< of redacted thinking
  std::string_view json;       ///< the block itself
  std::vector<std::string_view> citations;
};

/// What a `content_block_delta` adds to a block.
struct MessagesBlockDelta {
  std::string_view type;
  std::string_view text;  ///< or thinking
  std::string_view signature;
  std::string_view partial_json;
  std::string_view citation;
  std::string_view json;  ///< the delta itself; empty where it is []
};

/// One member of a usage object, as it is written.
struct MessagesCount {
  std::string_view name;
  std::string_view json;
};

/// What one JSON text of the dialect says: a streamed event, a whole message, or an error body. Texts are unescaped.
/// Members of the message count alike at the top (a whole answer), in `message` and in the `delta` of a
/// `message_delta`.
struct MessagesEvent {
  std::string_view written;  ///< the JSON text itself
  std::string_view type;
  std::optional<std::uint32_t> index;
  std::optional<MessagesBlock> block;       ///< `content_block`
  std::optional<MessagesBlockDelta> delta;  ///< `delta`
  std::string_view id;
  std::string_view model;
  bool has_content = false;  ///< there is an array `content`, be it empty
  std::vector<MessagesBlock> content;
  std::string_view stop_reason;
  std::string_view refusal;          ///< the explanation in `stop_details`
  std::vector<MessagesCount> usage;  ///< in their order
  std::optional<ErrorDelta> error;   ///< the `error` member
  ErrorDelta bare_error;             ///< `message`, `type` and `code` where they stand at the top
};

/// Reads the JSON of `anthropic.messages`, whatever the order of its members; of two members of one name the last one
/// counts. Texts may begin and end with half of a surrogate pair, see core/text/json/surrogate_half.h. Members that say
/// nothing to a client are checked and passed over, and so are members of another shape, for events of unknown types
/// may have any: what an event lacks its reader must miss. As strict about JSON as ChatChunkReader. Not thread safe.
class MessagesEventReader {
 public:
  MessagesEventReader();
  MessagesEventReader(MessagesEventReader&&) noexcept;
  MessagesEventReader& operator=(MessagesEventReader&&) noexcept;
  ~MessagesEventReader();

  /// The event, or nullptr where the text is no JSON object: then `failure` says why. Views are valid until the next
  /// call.
  [[nodiscard]] const MessagesEvent* read(std::string_view json);

  [[nodiscard]] UndecodableDelta failure() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wiretape::provider
