#include "wiretape/core/provider/shared/errors/json_error.h"

#include "wiretape/core/provider/shared/errors/failure.h"

namespace wiretape::provider {

using Value = text::StrictJson::Value;

bool read_json_error(text::StrictJson& json, Value& value, std::optional<ErrorDelta>& error) {
  const std::string_view token = text::StrictJson::token(value);
  if (says_no_error(token)) return json.check(value);
  ErrorDelta found{};
  bool is_empty = true;
  if (token == "{") {
    const auto on_member = [&](std::string_view name, Value& member) {
      is_empty = is_empty && says_no_error(text::StrictJson::token(member));
      return read_json_error_member(json, name, member, found);
    };
    if (!json.each_field(value, on_member) || !json.written_from(token, found.json)) return false;
  } else if (token == "true") {  // its words stand beside it
    if (!json.check(value)) return false;
    found.json = token;
    is_empty = false;
  } else {
    if (!json.as_text(value, found.message)) return false;
    found.json = token == "[" ? found.message : token;
    is_empty = token == "[" && json.compact(found.message) == "[]";
  }
  if (!is_empty) error = found;
  return true;
}

bool read_json_error_member(text::StrictJson& json, std::string_view name, Value& value, ErrorDelta& error) {
  if (name == "message" || name == "detail") return json.as_text(value, error.message);
  if (name == "type") return json.as_text(value, error.type);
  if (name == "code") return json.as_text(value, error.code);
  return json.check(value);
}

}  // namespace wiretape::provider
