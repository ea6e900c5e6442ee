#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "wiretape/core/provider/delta.h"

namespace wiretape::provider {

/// A part of an item, as it begins or stands whole.
struct ResponsesPart {
  std::string_view type;                      ///< "output_text", "refusal", "reasoning_text", "summary_text" …
  std::string_view text;                      ///< or refusal
  std::vector<std::string_view> annotations;  ///< each a JSON object
  std::string_view json;                      ///< the part itself
};

/// An item of the output, as it begins or stands whole. Which members say something depends on the type.
struct ResponsesItem {
  std::string_view type;
  std::string_view id;
  std::string_view call_id;            ///< of a tool call
  std::string_view name;               ///< of a tool call
  std::string_view arguments;          ///< of a tool call; of a custom tool its input
  std::string_view encrypted_content;  ///< of reasoning
  std::vector<ResponsesPart> summary;  ///< of reasoning
  std::vector<ResponsesPart> content;
  std::string_view json;  ///< the item itself
};

/// What one JSON text of the dialect says: a streamed event, a whole response, or an error body. Texts are unescaped.
/// Members of the response count alike at the top (a whole answer) and in `response`.
struct ResponsesEvent {
  std::string_view written;  ///< the JSON text itself
  std::string_view type;
  std::optional<std::int64_t> output_index;
  std::optional<std::int64_t> part_index;  ///< `content_index` or `summary_index`
  std::string_view item_id;
  std::string_view delta;
  std::string_view whole;  ///< `text`, `refusal`, `arguments` or `input`, as the last event of a text has it
  std::optional<ResponsesPart> part;
  std::optional<ResponsesItem> item;
  std::string_view annotation;  ///< a JSON object
  std::string_view id;
  std::string_view model;
  std::string_view status;
  bool has_output = false;  ///< there is an array `output`, be it empty
  std::vector<ResponsesItem> output;
  std::string_view usage;              ///< a JSON object that is not empty, or ""
  std::string_view incomplete_reason;  ///< the reason in `incomplete_details`
  std::optional<ErrorDelta> error;     ///< the `error` member, of the event or of its response
  ErrorDelta bare_error;               ///< `message` and `code` where they stand at the top
};

/// Reads the JSON of `openai.responses`, whatever the order of its members; of two members of one name the last one
/// counts. Texts may begin and end with half of a surrogate pair, see core/text/json/surrogate_half.h. Members that say
/// nothing to a client are checked and passed over, and so are members of another shape, for events of unknown types
/// may have any. As strict about JSON as ChatChunkReader. Not thread safe.
class ResponsesEventReader {
 public:
  ResponsesEventReader();
  ResponsesEventReader(ResponsesEventReader&&) noexcept;
  ResponsesEventReader& operator=(ResponsesEventReader&&) noexcept;
  ~ResponsesEventReader();

  /// The event, or nullptr where the text is no JSON object: then `failure` says why. Views are valid until the next
  /// call.
  [[nodiscard]] const ResponsesEvent* read(std::string_view json);

  [[nodiscard]] UndecodableDelta failure() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wiretape::provider
