#include "wiretape/core/provider/anthropic_messages/anthropic_messages_edits.h"

#include <map>
#include <variant>

#include "wiretape/core/provider/anthropic_messages/anthropic_messages_error.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_messages_fields.h"
#include "wiretape/core/provider/shared/edit_each_event.h"
#include "wiretape/core/text/json/edit_json.h"

namespace wiretape::provider {
namespace {

DataEvent error_event(const ErrorReply& error) {
  return {"error", anthropic_error_text(error, error.status, anthropic_request_id), {}};
}

ErrorReply overloaded_error() {
  return {.status = 529, .message = "Overloaded", .type = {}, .code = {}, .param = {}};
}

std::optional<std::string> replace_finish_reason(std::string_view data, std::string_view json) {
  return text::edit_json_object(data, [&](text::EditedJson& event) {
    bool is_changed = false;
    for (const char* name : {"delta", "message"}) {
      text::EditedJson* message = text::member_of(&event, name);
      is_changed = (message != nullptr && text::replace_text_member(*message, "stop_reason", json)) || is_changed;
    }
    return is_changed;
  });
}

std::optional<std::string> remove_usage(std::string_view data) {
  return text::edit_json_object(data, [](text::EditedJson& event) {
    const bool had_inside = text::erase_object_member(text::member_of(&event, "message"), "usage");
    return text::erase_object_member(&event, "usage") || had_inside;
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
      if (type == "content_block_start") return edit_start(json);
      if (type == "content_block_delta") return edit_delta(json);
      return type == "content_block_stop" && edit_stop(json);
    });
  }

 private:
  // An empty object is what stands there before the pieces come.
  bool edit_start(text::EditedJson& event) {
    last_index_ = text::number_of(text::member_of(&event, "index")).value_or(last_index_ + 1);
    text::EditedJson* block = text::member_of(&event, "content_block");
    const bool is_call = text::text_of(text::member_of(block, "type")) == "tool_use";
    if (!is_call) {
      open_calls_.erase(last_index_);
      return false;
    }
    open_calls_.insert_or_assign(last_index_, calls_++);
    text::EditedJson* input = text::member_of(block, "input");
    const bool is_there = input != nullptr && !input->empty();
    return edit_piece(event, last_index_, is_there ? input : nullptr, false);
  }

  bool edit_delta(text::EditedJson& event) {
    text::EditedJson* delta = text::member_of(&event, "delta");
    if (text::text_of(text::member_of(delta, "type")) != "input_json_delta") return false;
    return edit_piece(event, index_of(event), text::member_of(delta, "partial_json"), true);
  }

  bool edit_stop(text::EditedJson& event) {
    const std::int64_t index = index_of(event);
    const bool is_changed = edit_piece(event, index, nullptr, false);
    open_calls_.erase(index);
    return is_changed;
  }

  // A host that leaves the index out means the last block.
  std::int64_t index_of(text::EditedJson& event) const {
    return text::number_of(text::member_of(&event, "index")).value_or(last_index_);
  }

  bool edit_piece(text::EditedJson& event, std::int64_t index, text::EditedJson* arguments, bool says_only_arguments) {
    const auto call = open_calls_.find(index);
    if (call == open_calls_.end()) return false;
    text::EditedJson* number = text::member_of(&event, "index");
    ToolPiece shown{.event = place_,
                    .choice = 0,
                    .call = call->second,
                    .index = number == nullptr ? std::nullopt : std::optional(index),
                    .arguments = arguments == nullptr ? std::nullopt : std::optional(text::json_or_text(*arguments)),
                    .says_only_arguments = says_only_arguments};
    const ToolPiece before = shown;
    edit_(shown);
    if (shown.arguments != before.arguments) *arguments = *shown.arguments;
    if (shown.index != before.index) *number = *shown.index;
    return shown != before;
  }

  const EditToolPiece& edit_;
  std::size_t place_ = 0;
  std::int64_t last_index_ = -1;
  std::uint32_t calls_ = 0;
  std::map<std::int64_t, std::uint32_t> open_calls_;  // by index
};

void edit_tool_pieces(std::vector<Event>& events, const EditToolPiece& edit) {
  PieceEditor editor(edit);
  edit_each_event(events, [&](std::size_t place, const DataEvent& event) { return editor.edit_event(place, event); });
}

}  // namespace

constinit const StreamEdits anthropic_messages_edits{
    .error_event = error_event,
    .overloaded_error = overloaded_error,
    .replace_finish_reason = replace_finish_reason,
    .remove_usage = remove_usage,
    .edit_tool_pieces = edit_tool_pieces,
};

}  // namespace wiretape::provider
