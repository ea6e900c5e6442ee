#include "wiretape/core/provider/shared/object_arguments.h"

#include "wiretape/core/text/json/json_text.h"
#include "wiretape/core/text/json/strict_json.h"

namespace wiretape::provider {
namespace {

bool is_json_object(std::string_view text) {
  text::StrictJson json;
  return json.read_object(text,
                          [&](std::string_view /*name*/, text::StrictJson::Value& value) { return json.check(value); });
}

}  // namespace

std::string object_arguments(std::string_view arguments) {
  std::string json;
  if (arguments.empty()) return "{}";
  if (is_json_object(arguments)) {
    text::append_compact_json(json, arguments);
  } else {
    text::append_json_string(json, arguments);
  }
  return json;
}

}  // namespace wiretape::provider
