#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "wiretape/core/provider/delta.h"

namespace wiretape::provider {

/// One thing that a chunk says of one choice. Which members count depends on the kind.
struct ChatPiece {
  enum class Kind : std::uint8_t { text, reasoning, refusal, tool_call, finish };
  Kind kind = Kind::text;
  std::uint32_t choice = 0;
  std::string_view text;              ///< the text, the finish reason, or a tool call's arguments
  std::string_view id;                ///< of a tool call
  std::string_view name;              ///< of a tool call
  std::optional<std::int64_t> index;  ///< of a tool call, as the provider numbers it
};

/// The index under which the older `function_call` member appears among the tool calls.
inline constexpr std::int64_t legacy_function_call = std::numeric_limits<std::int64_t>::min();

/// What one JSON text of the dialect says: a streamed chunk, a whole completion, or an error body. Texts are unescaped.
struct ChatChunk {
  std::string_view written;  ///< the JSON text itself
  std::string_view id;
  std::string_view model;
  bool has_choices = false;         ///< there is an array `choices`, be it empty
  std::vector<ChatPiece> pieces;    ///< in each choice: reasoning, text and refusal, tool calls, then its finish reason
  std::string_view usage;           ///< a JSON object that is not empty, or ""
  std::optional<ErrorDelta> error;  ///< an `error` member, of the chunk or of a choice
  ErrorDelta bare_error;            ///< `message` (or `detail`), `type` and `code` where they stand at the top
  bool names_itself_error = false;  ///< `"object":"error"`
};

/// Reads the JSON of `openai.chat`, whatever the order of its members. Members that say nothing to a client are checked
/// and passed over. Strict about JSON: everything that RFC 8259 forbids is found wherever it stands, invalid UTF-8 too;
/// but a lone surrogate escape, which some gateways send, becomes U+FFFD. Not thread safe.
class ChatChunkReader {
 public:
  ChatChunkReader();
  ChatChunkReader(ChatChunkReader&&) noexcept;
  ChatChunkReader& operator=(ChatChunkReader&&) noexcept;
  ~ChatChunkReader();

  /// The chunk, or nullptr where the text is not JSON or JSON of another shape: then `failure` says why. Views are
  /// valid until the next call.
  [[nodiscard]] const ChatChunk* read(std::string_view json);

  [[nodiscard]] UndecodableDelta failure() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wiretape::provider
