#include "wiretape/core/provider/ollama/ollama_edits.h"

#include <algorithm>
#include <variant>

#include "wiretape/core/provider/ollama/ollama_error.h"
#include "wiretape/core/provider/ollama/ollama_usage.h"
#include "wiretape/core/provider/shared/edit_each_event.h"
#include "wiretape/core/text/json/edit_json.h"

namespace wiretape::provider {
namespace {

DataEvent error_event(const ErrorReply& error) {
  return {"", ollama_error_text(error), {}};
}

ErrorReply overloaded_error() {
  return {.status = 503,
          .message = "server busy, please try again.  maximum pending requests exceeded",
          .type = {},
          .code = {},
          .param = {}};
}

std::optional<std::string> replace_finish_reason(std::string_view data, std::string_view json) {
  return text::edit_json_object(
      data, [&](text::EditedJson& line) { return text::replace_text_member(line, "done_reason", json); });
}

std::optional<std::string> remove_usage(std::string_view data) {
  return text::edit_json_object(data, [](text::EditedJson& line) {
    std::vector<std::string> counts;
    for (const auto& member : line.items()) {
      if (is_ollama_count(member.key())) counts.push_back(member.key());
    }
    for (const std::string& name : counts)
      line.erase(name);
    return !counts.empty();
  });
}

/// Arguments as a line has them: an object, else a string.
text::EditedJson as_arguments(const std::string& text) {
  auto object = text::parse_bounded_json<text::EditedJson>(text);
  return object && object->is_object() ? *std::move(object) : text::EditedJson(text);
}

/// Shows each call to `edit`, line by line.
class CallEditor {
 public:
  explicit CallEditor(const EditToolPiece& edit) : edit_(edit) {}

  /// The line's data where it was changed.
  std::optional<std::string> edit_line(std::size_t event, std::string_view data) {
    event_ = event;
    return text::edit_json_object(data, [&](text::EditedJson& line) {
      const bool in_message = edit_calls(text::member_of(text::member_of(&line, "message"), "tool_calls"));
      return edit_calls(text::member_of(&line, "tool_calls")) || in_message;
    });
  }

 private:
  bool edit_calls(text::EditedJson* calls) {
    if (calls == nullptr || !calls->is_array()) return false;
    bool is_changed = false;
    for (text::EditedJson& call : *calls)
      is_changed = edit_call(call) || is_changed;
    return is_changed;
  }

  bool edit_call(text::EditedJson& call) {
    text::EditedJson* function = text::member_of(&call, "function");
    text::EditedJson* arguments = text::member_of(function, "arguments");
    const bool has_arguments = arguments != nullptr && !arguments->is_null();
    const std::string text = has_arguments ? text::json_or_text(*arguments) : "";
    const bool has_name = !text::text_of(text::member_of(function, "name")).empty();
    const bool says_something = has_name || !text.empty() || !text::text_of(text::member_of(&call, "id")).empty();
    if (!says_something) return false;
    text::EditedJson* index = text::member_of(function, "index");
    ToolPiece shown{.event = event_,
                    .choice = 0,
                    .call = calls_++,
                    .index = text::number_of(index),
                    .arguments = has_arguments ? std::optional(text) : std::nullopt,
                    .says_only_arguments = false};
    const ToolPiece before = shown;
    edit_(shown);
    if (has_arguments && shown.arguments != before.arguments) *arguments = as_arguments(*shown.arguments);
    if (index != nullptr && shown.index != before.index) *index = *shown.index;
    return shown != before;
  }

  const EditToolPiece& edit_;
  std::size_t event_ = 0;
  std::uint32_t calls_ = 0;
};

void edit_tool_pieces(std::vector<Event>& events, const EditToolPiece& edit) {
  CallEditor editor(edit);
  edit_each_event(events,
                  [&](std::size_t place, const DataEvent& event) { return editor.edit_line(place, event.data); });
}

}  // namespace

constinit const StreamEdits ollama_edits{
    .error_event = error_event,
    .overloaded_error = overloaded_error,
    .replace_finish_reason = replace_finish_reason,
    .remove_usage = remove_usage,
    .edit_tool_pieces = edit_tool_pieces,
};

}  // namespace wiretape::provider
