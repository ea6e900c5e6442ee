#include "wiretape/core/provider/shared/json_finish.h"

#include "wiretape/core/provider/shared/finish_words.h"

namespace wiretape::provider {
namespace {

using Value = text::StrictJson::Value;

bool names_reason(std::string_view name) {
  return name == "reason" || name == "finish_reason" || name == "name" || name == "kind" || name == "value";
}

// Some hosts number the reasons, from 1 on; 0, true and false name none.
bool may_be_reason(std::string_view token) {
  return token.front() == '"' || token.front() == '-' || (token.front() >= '1' && token.front() <= '9');
}

// The word of an object, and what it says beside it.
struct ReasonObject {
  std::string_view type;
  std::string_view other;
  std::string_view message;
};

bool read_object(text::StrictJson& json, Value& value, ReasonObject& object) {
  return json.each_field(value, [&](std::string_view name, Value& member) {
    if (name == "type") return json.text_or_nothing(member, object.type);
    if (name == "message") return json.text_or_nothing(member, object.message);
    return names_reason(name) ? json.text_or_nothing(member, object.other) : json.check(member);
  });
}

}  // namespace

bool read_finish_reason(text::StrictJson& json, Value& value, std::string_view& reason,
                        std::optional<ErrorDelta>& error) {
  const std::string_view token = text::StrictJson::token(value);
  ReasonObject object;
  std::string_view written;
  if (token == "{") {
    if (!read_object(json, value, object) || !json.written_from(token, written)) return false;
    reason = is_finish_reason(object.type) ? object.type : object.other;
  } else if (may_be_reason(token) ? !json.as_text(value, reason) : !json.check(value)) {
    return false;
  }
  if (!is_finish_reason(reason)) reason = {};
  const bool explains = !object.message.empty() && finish_meaning(reason) == FinishMeaning::interrupted;
  if (explains) error = ErrorDelta{object.message, interrupted_type, reason, written};
  return true;
}

}  // namespace wiretape::provider
