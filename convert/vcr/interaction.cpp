#include "wiretape/convert/vcr/interaction.h"

#include "wiretape/core/text/base64.h"

namespace wiretape::convert {
namespace {

void append_values(wire::HttpFields& fields, const std::string& name, const Json& value) {
  if (!value.is_array()) return fields.push_back({name, text_in(&value)});
  for (const Json& each : elements(&value))
    fields.push_back({name, text_in(&each)});
}

}  // namespace

wire::HttpFields cassette_fields(const Json* headers) {
  wire::HttpFields fields;
  for (const auto& [name, value] : members(headers))
    append_values(fields, name, value);
  for (const Json& pair : elements(headers)) {
    const auto& halves = elements(&pair);
    if (halves.size() == 2) append_values(fields, text_in(&halves[0]), halves[1]);
  }
  return fields;
}

std::string cassette_body(const Json* body) {
  if (const Json* packed = member(body, "base64_string"))
    return text::decode_base64(text_in(packed)).value_or(std::string());
  const Json* string = member(body, "string");
  return text_in(string == nullptr ? body : string);
}

int cassette_status(const Json* code) {
  const auto status = whole_in(code).value_or(0);
  return status >= 100 && status <= 599 ? static_cast<int>(status) : 0;
}

}  // namespace wiretape::convert
