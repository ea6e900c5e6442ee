#include "wiretape/core/provider/gemini/gemini_edits.h"

#include <map>
#include <string>
#include <variant>

#include "wiretape/core/provider/gemini/gemini_error.h"
#include "wiretape/core/provider/shared/edit_each_event.h"
#include "wiretape/core/text/json/edit_json.h"

namespace wiretape::provider {
namespace {

DataEvent error_event(const ErrorReply& error) {
  return {"", gemini_error_text(error), {}};
}

ErrorReply overloaded_error() {
  return {.status = 503,
          .message = "The model is overloaded. Please try again later.",
          .type = "UNAVAILABLE",
          .code = {},
          .param = {}};
}

// `change(candidate)` of each, in order; whether one of them was changed.
template <class Change>
bool change_candidates(text::EditedJson& chunk, Change change) {
  text::EditedJson* candidates = text::member_of(&chunk, "candidates");
  if (candidates == nullptr || !candidates->is_array()) return false;
  bool is_changed = false;
  for (text::EditedJson& candidate : *candidates)
    is_changed = change(candidate) || is_changed;
  return is_changed;
}

std::optional<std::string> replace_finish_reason(std::string_view data, std::string_view json) {
  return text::edit_json_object(data, [&](text::EditedJson& chunk) {
    text::EditedJson* feedback = text::member_of(&chunk, "promptFeedback");
    const bool is_block =
        feedback != nullptr && feedback->is_object() && text::replace_text_member(*feedback, "blockReason", json);
    return change_candidates(chunk,
                             [&](text::EditedJson& candidate) {
                               return candidate.is_object() &&
                                      text::replace_text_member(candidate, "finishReason", json);
                             }) ||
           is_block;
  });
}

std::optional<std::string> remove_usage(std::string_view data) {
  return text::edit_json_object(
      data, [](text::EditedJson& chunk) { return text::erase_object_member(&chunk, "usageMetadata"); });
}

/// Arguments as a call has them: an object, else a string.
text::EditedJson as_args(const std::string& text) {
  auto object = text::parse_bounded_json<text::EditedJson>(text);
  return object && object->is_object() ? *std::move(object) : text::EditedJson(text);
}

/// Shows each call to `edit`, chunk by chunk.
class CallPartEditor {
 public:
  explicit CallPartEditor(const EditToolPiece& edit) : edit_(edit) {}

  /// The chunk's data where it was changed.
  std::optional<std::string> edit_chunk(std::size_t event, std::string_view data) {
    event_ = event;
    return text::edit_json_object(data, [&](text::EditedJson& chunk) {
      std::uint32_t place = 0;
      return change_candidates(chunk, [&](text::EditedJson& candidate) { return edit_parts(candidate, place++); });
    });
  }

 private:
  bool edit_parts(text::EditedJson& candidate, std::uint32_t place) {
    const auto index = text::number_of(text::member_of(&candidate, "index"));
    const auto choice = index ? static_cast<std::uint32_t>(*index) : place;
    text::EditedJson* parts = text::member_of(text::member_of(&candidate, "content"), "parts");
    if (parts == nullptr || !parts->is_array()) return false;
    bool is_changed = false;
    for (text::EditedJson& part : *parts)
      is_changed = edit_call(text::member_of(&part, "functionCall"), choice) || is_changed;
    return is_changed;
  }

  bool edit_call(text::EditedJson* call, std::uint32_t choice) {
    text::EditedJson* args = text::member_of(call, "args");
    const bool has_args = args != nullptr && !args->is_null();
    const std::string text = has_args ? text::json_or_text(*args) : "";
    const bool has_name = !text::text_of(text::member_of(call, "name")).empty();
    if (!has_name && text.empty() && text::text_of(text::member_of(call, "id")).empty()) return false;
    ToolPiece shown{.event = event_,
                    .choice = choice,
                    .call = calls_[choice]++,
                    .index = std::nullopt,
                    .arguments = has_args ? std::optional(text) : std::nullopt,
                    .says_only_arguments = false};
    const ToolPiece before = shown;
    edit_(shown);
    if (has_args && shown.arguments != before.arguments) *args = as_args(*shown.arguments);
    return shown != before;
  }

  const EditToolPiece& edit_;
  std::size_t event_ = 0;
  std::map<std::uint32_t, std::uint32_t> calls_;  // by choice
};

void edit_tool_pieces(std::vector<Event>& events, const EditToolPiece& edit) {
  CallPartEditor editor(edit);
  edit_each_event(events,
                  [&](std::size_t place, const DataEvent& event) { return editor.edit_chunk(place, event.data); });
}

}  // namespace

constinit const StreamEdits gemini_edits{
    .error_event = error_event,
    .overloaded_error = overloaded_error,
    .replace_finish_reason = replace_finish_reason,
    .remove_usage = remove_usage,
    .edit_tool_pieces = edit_tool_pieces,
};

}  // namespace wiretape::provider
