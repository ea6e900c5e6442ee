#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "wiretape/core/provider/delta.h"

namespace wiretape::provider {

/// A block of content, or what is added to one.
struct CohereContent {
  std::string_view type;
  std::string_view text;
  std::string_view thinking;
  std::string_view json;     ///< the block itself; empty where it stands as a text
  bool has_unknown = false;  ///< there is a text under another name
};

/// A tool call, or a piece of one.
struct CohereCall {
  std::string_view id;
  std::string_view name;
  std::string_view arguments;          ///< a text; of version 1 where it is whole: JSON, compact
  std::optional<std::uint32_t> index;  ///< of version 1, where it comes in pieces
};

/// A place that is cited.
struct CohereCitation {
  std::string_view json;                       ///< the provider's own object
  std::optional<std::uint32_t> content_index;  ///< the block that cites it
  bool is_of_plan = false;                     ///< it is the plan that cites it
};

/// What one JSON text of Cohere's says: a streamed event, a whole answer, or an error body, of either version. Texts
/// are unescaped; those of the answer may begin and end with half of a surrogate pair. What a message says counts alike
/// wherever it stands: in `delta`, in `message`, and of version 1 at the top.
struct CohereEvent {
  std::string_view written;  ///< the JSON text itself
  std::string_view type;     ///< `type`, of version 1 `event_type`
  bool is_version_1 = false;
  std::optional<std::uint32_t> index;
  std::string_view id;
  bool has_message = false;  ///< there is a `message` that is an object, or `text` at the top
  std::string_view plan;     ///< `tool_plan`
  std::vector<CohereContent> content;
  std::vector<CohereCall> calls;
  std::vector<CohereCitation> citations;
  std::string_view text;        ///< of version 1
  std::string_view whole_text;  ///< of version 1: the text of the `response` with which a stream ends
  std::string_view finish_reason;
  std::string_view usage;           ///< a JSON object, or ""
  std::optional<ErrorDelta> error;  ///< an `error` member
  ErrorDelta bare_error;            ///< `message` (where it is no object), `detail` and `code` at the top
  bool may_fail = false;            ///< members may say failure in another dress: find_failure knows
};

/// Reads the JSON of both versions, whatever the order of its members; of two members of one name the last one counts.
/// Members that say nothing to a client are checked and passed over, and so are members of another shape. As strict
/// about JSON as ChatChunkReader. Not thread safe.
class CohereEventReader {
 public:
  CohereEventReader();
  CohereEventReader(CohereEventReader&&) noexcept;
  CohereEventReader& operator=(CohereEventReader&&) noexcept;
  ~CohereEventReader();

  /// The event, or nullptr where the text is no JSON object: then `failure` says why. Views are valid until the next
  /// call.
  [[nodiscard]] const CohereEvent* read(std::string_view json);

  [[nodiscard]] UndecodableDelta failure() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wiretape::provider
