#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "wiretape/core/provider/delta.h"

namespace wiretape::provider {

/// Choices are numbered below it, see delta.h.
inline constexpr std::uint32_t most_choices = 1024;

/// One thing that a chunk says of one choice. Which members count depends on the kind. Texts of answers may begin and
/// end with half of a surrogate pair, see core/text/json/surrogate_half.h.
struct ChatPiece {
  enum class Kind : std::uint8_t { text, reasoning, refusal, tool_call, unknown, finish };
  Kind kind = Kind::text;
  std::uint32_t choice = 0;
  std::string_view text;              ///< the text, the finish reason, a tool call's arguments, or JSON that is unknown
  std::string_view id;                ///< of a tool call
  std::string_view name;              ///< of a tool call
  std::optional<std::int64_t> index;  ///< of a tool call, as the provider numbers it
  bool of_message = false;            ///< it is of a `message`
  bool beside_delta = false;          ///< and that stands beside a `delta`
};

/// The index under which the older `function_call` member appears among the tool calls.
inline constexpr std::int64_t legacy_function_call = std::numeric_limits<std::int64_t>::min();

/// What one JSON text of the dialect says: a streamed chunk, a whole completion, or an error body. Texts are unescaped.
struct ChatChunk {
  std::string_view written;  ///< the JSON text itself
  std::string_view id;
  std::string_view model;
  bool has_choices = false;         ///< there is a choice, be it empty
  bool has_message = false;         ///< a choice has a `message`, be it empty
  std::vector<ChatPiece> pieces;    ///< in each choice: reasoning, text and refusal, tool calls, then its finish reason
  std::string_view usage;           ///< a JSON object that is not empty, or ""
  std::optional<ErrorDelta> error;  ///< an `error` member, of the chunk or of a choice
  ErrorDelta bare_error;            ///< `message` (or `detail`), `type` and `code` where they stand at the top
  bool names_itself_error = false;  ///< `"object":"error"` or `"type":"error"`
  bool may_fail = false;  ///< members may say failure in another dress: find_failure (shared/errors/failure.h) knows
};

/// Reads the JSON of `openai.chat`, whatever the order of its members; of two members of one name the last one counts.
/// Members that say nothing to a client are checked and passed over; content of a kind that is not known becomes a
/// piece of its own. Strict about JSON: everything that RFC 8259 forbids is found wherever it stands, invalid UTF-8
/// too; but surrogate escapes may stand alone, for some gateways tear pairs apart. Not thread safe.
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
