#include "wiretape/core/provider/openai_chat/openai_chat_edits.h"

#include <algorithm>
#include <map>
#include <variant>

#include "wiretape/core/provider/openai_chat/openai_chat_chunk.h"
#include "wiretape/core/provider/openai_chat/openai_chat_tool_calls.h"
#include "wiretape/core/provider/shared/edit_each_event.h"
#include "wiretape/core/provider/shared/openai/openai_error.h"
#include "wiretape/core/text/json/edit_json.h"

namespace wiretape::provider {
namespace {

DataEvent error_event(const ErrorReply& error) {
  return {"", openai_error_text(error, error.status), {}};
}

ErrorReply overloaded_error() {
  return {.status = 503,
          .message = "That model is currently overloaded with other requests.",
          .type = {},
          .code = {},
          .param = {}};
}

/// Calls `visit` with each choice of a chunk; whether any call said true.
template <class Visit>
bool any_choice(text::EditedJson& chunk, Visit visit) {
  text::EditedJson* choices = text::member_of(&chunk, "choices");
  if (choices == nullptr || !choices->is_array()) return false;
  bool is_changed = false;
  for (text::EditedJson& choice : *choices)
    is_changed = visit(choice) || is_changed;
  return is_changed;
}

std::optional<std::string> replace_finish_reason(std::string_view data, std::string_view json) {
  return text::edit_json_object(data, [&](text::EditedJson& chunk) {
    return any_choice(
        chunk, [&](text::EditedJson& choice) { return text::replace_text_member(choice, "finish_reason", json); });
  });
}

std::optional<std::string> remove_usage(std::string_view data) {
  bool says_nothing_else = false;
  auto without = text::edit_json_object(data, [&](text::EditedJson& chunk) {
    const bool had_usage = text::erase_object_member(&chunk, "usage");
    const text::EditedJson* choices = text::member_of(&chunk, "choices");
    says_nothing_else = had_usage && choices != nullptr && choices->empty();
    const bool had_groq = text::erase_object_member(text::member_of(&chunk, "x_groq"), "usage");
    const bool had_inside =
        any_choice(chunk, [](text::EditedJson& choice) { return text::erase_object_member(&choice, "usage"); });
    return had_usage || had_groq || had_inside;
  });
  if (says_nothing_else) without.emplace();
  return without;
}

bool says_nothing(const text::EditedJson& value) {
  return value.is_null() || (value.is_string() && text::text_of(&value).empty());
}

/// Whether a chunk has one choice, and that says nothing beside one piece of one call.
bool has_one_piece(text::EditedJson& chunk, text::EditedJson& choice, text::EditedJson& delta) {
  if (text::member_of(&chunk, "choices")->size() != 1) return false;
  for (const char* name : {"finish_reason", "usage"}) {
    const text::EditedJson* of_choice = text::member_of(&choice, name);
    if (of_choice != nullptr && !says_nothing(*of_choice)) return false;
  }
  const text::EditedJson* usage = text::member_of(&chunk, "usage");
  if (usage != nullptr && !says_nothing(*usage)) return false;
  return std::ranges::all_of(delta.items(), [](const auto& member) {
    if (member.key() == "role" || member.key() == "function_call") return true;
    return member.key() == "tool_calls" ? member.value().size() == 1 : says_nothing(member.value());
  });
}

/// Shows each piece of each call to `edit`, chunk by chunk.
class PieceEditor {
 public:
  explicit PieceEditor(const EditToolPiece& edit) : edit_(edit) {}

  /// The chunk's data where it was changed.
  std::optional<std::string> edit_chunk(std::size_t event, std::string_view data) {
    event_ = event;
    return text::edit_json_object(data, [&](text::EditedJson& chunk) {
      return any_choice(chunk, [&](text::EditedJson& choice) { return edit_choice(chunk, choice); });
    });
  }

 private:
  bool edit_choice(text::EditedJson& chunk, text::EditedJson& choice) {
    text::EditedJson* delta = text::member_of(&choice, "delta");
    if (delta == nullptr || !delta->is_object()) return false;
    choice_ = static_cast<std::uint32_t>(text::number_of(text::member_of(&choice, "index")).value_or(0));
    is_alone_ = has_one_piece(chunk, choice, *delta);
    bool is_changed = false;
    text::EditedJson* calls = text::member_of(delta, "tool_calls");
    if (calls != nullptr && calls->is_array()) {
      for (text::EditedJson& call : *calls)
        is_changed = edit_call(call) || is_changed;
    }
    text::EditedJson* function = text::member_of(delta, "function_call");
    if (function != nullptr) {
      is_changed = edit_piece({}, legacy_function_call, function, nullptr) || is_changed;
    }
    return is_changed;
  }

  bool edit_call(text::EditedJson& call) {
    text::EditedJson* function = text::member_of(&call, "function");
    if (function == nullptr) function = text::member_of(&call, "custom");
    text::EditedJson* index = text::member_of(&call, "index");
    return edit_piece(text::text_of(text::member_of(&call, "id")), text::number_of(index), function, index);
  }

  bool edit_piece(std::string_view id, std::optional<std::int64_t> number, text::EditedJson* function,
                  text::EditedJson* index) {
    text::EditedJson* arguments = arguments_of(function);
    const std::string text = arguments == nullptr ? "" : text::json_or_text(*arguments);
    const ChatPiece piece{.kind = ChatPiece::Kind::tool_call,
                          .choice = choice_,
                          .text = text,
                          .id = id,
                          .name = text::text_of(text::member_of(function, "name")),
                          .index = number};
    if (piece.id.empty() && piece.name.empty() && text.empty()) return false;  // begins no call
    ToolPiece shown{.event = event_,
                    .choice = choice_,
                    .call = calls_[choice_].place(piece, event_).call,
                    .index = index == nullptr ? std::nullopt : number,
                    .arguments = arguments == nullptr ? std::nullopt : std::optional(text),
                    .says_only_arguments = is_alone_ && piece.id.empty() && piece.name.empty()};
    const ToolPiece before = shown;
    edit_(shown);
    if (shown.arguments != before.arguments) *arguments = *shown.arguments;
    if (shown.index != before.index) *index = *shown.index;
    return shown != before;
  }

  static text::EditedJson* arguments_of(text::EditedJson* function) {
    text::EditedJson* arguments = text::member_of(function, "arguments");
    if (arguments == nullptr) arguments = text::member_of(function, "input");
    return arguments != nullptr && arguments->is_null() ? nullptr : arguments;
  }

  const EditToolPiece& edit_;
  std::size_t event_ = 0;
  std::uint32_t choice_ = 0;
  bool is_alone_ = false;
  std::map<std::uint32_t, ChatToolCalls> calls_;
};

void edit_tool_pieces(std::vector<Event>& events, const EditToolPiece& edit) {
  PieceEditor editor(edit);
  edit_each_event(events,
                  [&](std::size_t place, const DataEvent& event) { return editor.edit_chunk(place, event.data); });
}

}  // namespace

constinit const StreamEdits openai_chat_edits{
    .error_event = error_event,
    .overloaded_error = overloaded_error,
    .replace_finish_reason = replace_finish_reason,
    .remove_usage = remove_usage,
    .edit_tool_pieces = edit_tool_pieces,
};

}  // namespace wiretape::provider
