#include "wiretape/core/provider/openai_responses/openai_responses_edits.h"

#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "wiretape/core/provider/openai_responses/openai_responses_types.h"
#include "wiretape/core/provider/shared/edit_each_event.h"
#include "wiretape/core/provider/shared/openai/openai_error.h"
#include "wiretape/core/text/json/edit_json.h"

namespace wiretape::provider {
namespace {

using Kind = ResponsesEventKind;

DataEvent error_event(const ErrorReply& error) {
  return {"error", R"({"type":"error",)" + openai_error_text(error, error.status).substr(1), {}};
}

ErrorReply overloaded_error() {
  return {.status = 503,
          .message = "Our servers are currently overloaded. Please try again later.",
          .type = "server_error",
          .code = "server_error",
          .param = {}};
}

bool is_of_kind(text::EditedJson& event, Kind kind) {
  return kind_of_responses_event(text::text_of(text::member_of(&event, "type"))) == kind;
}

/// `json` is a text, null or nothing.
void end_with(text::EditedJson& event, text::EditedJson& response, std::string_view json) {
  auto& details = response["incomplete_details"];
  details = nullptr;
  const auto reason = text::parse_bounded_json<text::EditedJson>(json);
  if (!reason) {
    response.erase("status");
    return;
  }
  const bool is_word = reason->is_string();
  const bool is_complete = !is_word || *reason == "completed";
  event["type"] = is_complete ? "response.completed" : "response.incomplete";
  response["status"] = is_complete ? *reason : text::EditedJson("incomplete");
  if (!is_complete) details = {{"reason", *reason}};
}

std::optional<std::string> replace_finish_reason(std::string_view data, std::string_view json) {
  return text::edit_json_object(data, [&](text::EditedJson& event) {
    text::EditedJson* response = text::member_of(&event, "response");
    if (!is_of_kind(event, Kind::end) || response == nullptr || !response->is_object()) return false;
    if (text::text_of(text::member_of(response, "status")).empty()) return false;
    end_with(event, *response, json);
    return true;
  });
}

std::optional<std::string> remove_usage(std::string_view data) {
  return text::edit_json_object(data, [](text::EditedJson& event) {
    return text::erase_object_member(text::member_of(&event, "response"), "usage");
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
      const std::string_view type = text::text_of(text::member_of(&json, "type"));
      switch (kind_of_responses_event(type.empty() ? std::string_view(event.name) : type)) {
        case Kind::item_begin:
          return edit_begin(json);
        case Kind::item_end:
          return edit_whole(json, text::member_of(&json, "item"), true);
        case Kind::arguments:
          return edit_delta(json);
        case Kind::arguments_whole:
          return edit_whole(json, &json, false);
        case Kind::end:
          return edit_output(text::member_of(text::member_of(&json, "response"), "output"));
        default:
          return false;
      }
    });
  }

 private:
  struct Call {
    std::uint32_t number;
    std::string id;      // its `call_id`
    std::string said{};  // by its pieces, as they are now
    bool has_pieces = false;
    bool is_changed = false;
  };

  bool edit_begin(text::EditedJson& event) {
    text::EditedJson* item = text::member_of(&event, "item");
    last_index_ = text::number_of(text::member_of(&event, "output_index")).value_or(last_index_ + 1);
    if (!is_responses_call(text::text_of(text::member_of(item, "type")))) {
      open_calls_.erase(last_index_);
      return false;
    }
    const auto number = static_cast<std::uint32_t>(calls_.size());
    open_calls_.insert_or_assign(last_index_, calls_.size());
    calls_.push_back({.number = number, .id = std::string(text::text_of(text::member_of(item, "call_id")))});
    return show(event, calls_.back(), nullptr, false);
  }

  bool edit_delta(text::EditedJson& event) {
    Call* call = call_of(event);
    if (call == nullptr) return false;
    text::EditedJson* delta = text::member_of(&event, "delta");
    call->has_pieces = call->has_pieces || delta != nullptr;
    return show(event, *call, delta, true);
  }

  // What comes whole is a piece where there was none.
  bool edit_whole(text::EditedJson& event, text::EditedJson* holder, bool is_end) {
    Call* call = call_of(event);
    if (call == nullptr) return false;
    text::EditedJson* arguments = arguments_of(holder);
    const bool is_piece = !call->has_pieces && arguments != nullptr && !arguments->get_ref<std::string&>().empty();
    call->has_pieces = call->has_pieces || is_piece;
    const bool was_repeated = !is_piece && repeat(*call, arguments);
    const std::int64_t index = index_of(event);
    const bool is_changed = show(event, *call, is_piece ? arguments : nullptr, false);
    if (is_end) open_calls_.erase(index);
    return is_changed || was_repeated;
  }

  bool edit_output(text::EditedJson* output) {
    if (output == nullptr || !output->is_array()) return false;
    bool is_changed = false;
    for (text::EditedJson& item : *output) {
      const std::string_view id = text::text_of(text::member_of(&item, "call_id"));
      for (const Call& call : calls_) {
        if (!id.empty() && call.id == id) is_changed = repeat(call, arguments_of(&item)) || is_changed;
      }
    }
    return is_changed;
  }

  static bool repeat(const Call& call, text::EditedJson* arguments) {
    if (!call.is_changed || arguments == nullptr) return false;
    *arguments = call.said;
    return true;
  }

  static text::EditedJson* arguments_of(text::EditedJson* holder) {
    text::EditedJson* arguments = text::member_of(holder, "arguments");
    if (arguments == nullptr) arguments = text::member_of(holder, "input");
    return arguments != nullptr && arguments->is_string() ? arguments : nullptr;
  }

  // A host that leaves the index out means the last item.
  std::int64_t index_of(text::EditedJson& event) const {
    return text::number_of(text::member_of(&event, "output_index")).value_or(last_index_);
  }

  Call* call_of(text::EditedJson& event) {
    const auto found = open_calls_.find(index_of(event));
    return found == open_calls_.end() ? nullptr : &calls_[found->second];
  }

  bool show(text::EditedJson& event, Call& call, text::EditedJson* arguments, bool says_only_arguments) {
    text::EditedJson* index = text::member_of(&event, "output_index");
    ToolPiece shown{.event = place_,
                    .choice = 0,
                    .call = call.number,
                    .index = text::number_of(index),
                    .arguments = arguments == nullptr ? std::nullopt : std::optional(text::json_or_text(*arguments)),
                    .says_only_arguments = says_only_arguments};
    const ToolPiece before = shown;
    edit_(shown);
    if (shown.arguments != before.arguments) {
      *arguments = *shown.arguments;
      call.is_changed = true;
    }
    if (shown.arguments) call.said += *shown.arguments;
    if (shown.index != before.index) *index = *shown.index;
    return shown != before;
  }

  const EditToolPiece& edit_;
  std::size_t place_ = 0;
  std::int64_t last_index_ = -1;
  std::vector<Call> calls_;
  std::map<std::int64_t, std::size_t> open_calls_;  // by index
};

void edit_tool_pieces(std::vector<Event>& events, const EditToolPiece& edit) {
  PieceEditor editor(edit);
  edit_each_event(events, [&](std::size_t place, const DataEvent& event) { return editor.edit_event(place, event); });
}

}  // namespace

constinit const StreamEdits openai_responses_edits{
    .error_event = error_event,
    .overloaded_error = overloaded_error,
    .replace_finish_reason = replace_finish_reason,
    .remove_usage = remove_usage,
    .edit_tool_pieces = edit_tool_pieces,
};

}  // namespace wiretape::provider
