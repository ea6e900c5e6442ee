#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "wiretape/core/provider/delta.h"

namespace wiretape::provider {

/// A tool call, which stands whole in a line.
struct OllamaCall {
  std::string_view id;
  std::string_view name;
  std::string_view arguments;  ///< JSON, compact; where it is a string, its text
};

/// A count or duration of a line, as it is written.
struct OllamaCount {
  std::string_view name;
  std::string_view json;
};

/// What one JSON text of Ollama's says: a line of a stream, a whole answer or an error body, of either endpoint. Texts
/// are unescaped; those of the answer may begin and end with half of a surrogate pair, see
/// core/text/json/surrogate_half.h.
struct OllamaLine {
  std::string_view written;  ///< the JSON text itself
  std::string_view model;
  bool has_answer = false;  ///< there is a `message` or a `response`, be it empty
  bool is_done = false;
  std::string_view thinking;
  std::string_view text;
  std::vector<OllamaCall> calls;
  std::string_view unknown;  ///< the object that holds content of a kind that is not known, as JSON; or ""
  std::string_view done_reason;
  std::vector<OllamaCount> counts;  ///< in their order
  std::optional<ErrorDelta> error;  ///< an `error` member
  ErrorDelta bare_error;            ///< `message` (where it is no object), `detail`, `type` and `code` at the top
  bool may_fail = false;            ///< members may say failure in another dress: find_failure knows
};

/// Reads the JSON of both endpoints, whatever the order of its members; of two members of one name the last one counts.
/// Members that say nothing to a client are checked and passed over. As strict about JSON as ChatChunkReader. Not
/// thread safe.
class OllamaLineReader {
 public:
  OllamaLineReader();
  OllamaLineReader(OllamaLineReader&&) noexcept;
  OllamaLineReader& operator=(OllamaLineReader&&) noexcept;
  ~OllamaLineReader();

  /// The line, or nullptr where the text is no JSON object or one of another shape: then `failure` says why. Views are
  /// valid until the next call.
  [[nodiscard]] const OllamaLine* read(std::string_view json);

  [[nodiscard]] UndecodableDelta failure() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wiretape::provider
