#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "wiretape/core/provider/delta.h"

namespace wiretape::provider {

/// A function call, which always comes whole.
struct GeminiCall {
  std::string_view id;  ///< empty before Gemini 3
  std::string_view name;
  std::string_view arguments = "{}";  ///< JSON, compact
};

/// One part of a candidate's content.
struct GeminiPart {
  std::string_view text;
  bool is_thought = false;
  std::string_view signature;
  std::optional<GeminiCall> call;
  std::string_view json;     ///< the part itself
  bool has_unknown = false;  ///< it says something of a kind that is not known, or a call that comes in pieces
};

/// One alternative, as far as a chunk tells of it.
struct GeminiCandidate {
  std::uint32_t index = 0;  ///< below 1024; its place in the list where none is given
  std::vector<GeminiPart> parts;
  std::vector<std::string_view> citations;  ///< JSON objects: what grounds the text, and sources
  std::string_view finish_reason;           ///< the word, also where it is written as a number up to 5
};

/// What one JSON text of Gemini's says: a chunk of a stream, a whole answer or an error. Texts are unescaped; those of
/// the answer may begin and end with half of a surrogate pair.
struct GeminiChunk {
  std::string_view written;  ///< the JSON text itself
  std::string_view id;
  std::string_view model;
  std::vector<GeminiCandidate> candidates;
  std::string_view block_reason;  ///< why there is no answer to the prompt; as finish_reason
  std::string_view block_message;
  std::string_view usage;           ///< a JSON object, or ""
  std::optional<ErrorDelta> error;  ///< an `error` member: its type is the `status`
  bool may_fail = false;            ///< members may say failure in another dress: find_failure knows

  [[nodiscard]] bool has_answer() const { return !candidates.empty() || !block_reason.empty(); }
};

/// Reads the JSON, whatever the order of its members; of two members of one name the last one counts. Members that say
/// nothing to a client are checked and passed over, and so are members of another shape. As strict about JSON as
/// ChatChunkReader. Not thread safe.
class GeminiChunkReader {
 public:
  GeminiChunkReader();
  GeminiChunkReader(GeminiChunkReader&&) noexcept;
  GeminiChunkReader& operator=(GeminiChunkReader&&) noexcept;
  ~GeminiChunkReader();

  /// The chunk, or nullptr where the text is no JSON object, or numbers a candidate so that it can't be one: then
  /// `failure` says why. Views are valid until the next call.
  [[nodiscard]] const GeminiChunk* read(std::string_view json);

  [[nodiscard]] UndecodableDelta failure() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wiretape::provider
