#include "wiretape/core/provider/cohere_chat/cohere_chat_edits.h"

#include <map>
#include <string>
#include <variant>

#include "wiretape/core/provider/cohere_chat/cohere_chat_error.h"
#include "wiretape/core/provider/shared/edit_each_event.h"
#include "wiretape/core/text/json/edit_json.h"

namespace wiretape::provider {
namespace {

DataEvent error_event(const ErrorReply& error) {
  return {"message-end", cohere_error_event_text(error), {}};
}

ErrorReply overloaded_error() {
  return {.status = 503, .message = "the service is overloaded, please try again", .type = {}, .code = {}, .param = {}};
}

std::optional<std::string> replace_finish_reason(std::string_view data, std::string_view json) {
  return text::edit_json_object(data, [&](text::EditedJson& event) {
    text::EditedJson* delta = text::member_of(&event, "delta");
    return delta != nullptr && text::replace_text_member(*delta, "finish_reason", json);
  });
}

std::optional<std::string> remove_usage(std::string_view data) {
  return text::edit_json_object(data, [](text::EditedJson& event) {
    return text::erase_object_member(text::member_of(&event, "delta"), "usage");
  });
}

/// Shows each piece of each call to `edit`, event by event.
class PieceEditor {
 public:
  explicit PieceEditor(const EditToolPiece& edit) : edit_(edit) {}

  /// The event's data where it was changed.
  std::optional<std::string> edit_event(std::size_t place, const DataEvent& event) {
    place_ = place;
    return text::edit_json_object(event.data, [&](text::EditedJson& json) {
      const std::string_view given = text::text_of(text::member_of(&json, "type"));
      const std::string type(given.empty() ? event.name : given);
      if (type == "tool-call-start") return edit_piece(json, false);
      return type == "tool-call-delta" && edit_piece(json, true);
    });
  }

 private:
  bool edit_piece(text::EditedJson& event, bool says_only_arguments) {
    text::EditedJson* index = text::member_of(&event, "index");
    text::EditedJson* call =
        text::member_of(text::member_of(text::member_of(&event, "delta"), "message"), "tool_calls");
    text::EditedJson* function = text::member_of(call, "function");
    text::EditedJson* arguments = text::member_of(function, "arguments");
    if (arguments != nullptr && !arguments->is_string()) arguments = nullptr;
    const bool is_empty = text::text_of(arguments).empty() && text::text_of(text::member_of(call, "id")).empty() &&
                          text::text_of(text::member_of(function, "name")).empty();
    if (is_empty) return false;  // begins no call
    ToolPiece shown{
        .event = place_,
        .choice = 0,
        .call = call_at(text::number_of(index), says_only_arguments),
        .index = text::number_of(index),
        .arguments = arguments == nullptr ? std::nullopt : std::optional(std::string(text::text_of(arguments))),
        .says_only_arguments = says_only_arguments};
    const ToolPiece before = shown;
    edit_(shown);
    if (arguments != nullptr && shown.arguments != before.arguments) *arguments = *shown.arguments;
    if (index != nullptr && shown.index != before.index) *index = *shown.index;
    return shown != before;
  }

  // One without an index begins a call, or goes on with the last one.
  std::uint32_t call_at(std::optional<std::int64_t> index, bool goes_on) {
    const std::int64_t next = goes_on ? last_index_ : std::int64_t{calls_};
    last_index_ = index.value_or(next);
    const auto [call, is_new] = numbers_.try_emplace(last_index_, calls_);
    if (is_new) ++calls_;
    return call->second;
  }

  const EditToolPiece& edit_;
  std::size_t place_ = 0;
  std::int64_t last_index_ = 0;
  std::uint32_t calls_ = 0;
  std::map<std::int64_t, std::uint32_t> numbers_;  // by index
};

void edit_tool_pieces(std::vector<Event>& events, const EditToolPiece& edit) {
  PieceEditor editor(edit);
  edit_each_event(events, [&](std::size_t place, const DataEvent& event) { return editor.edit_event(place, event); });
}

}  // namespace

constinit const StreamEdits cohere_chat_edits{
    .error_event = error_event,
    .overloaded_error = overloaded_error,
    .replace_finish_reason = replace_finish_reason,
    .remove_usage = remove_usage,
    .edit_tool_pieces = edit_tool_pieces,
};

}  // namespace wiretape::provider
