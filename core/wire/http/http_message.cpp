#include "wiretape/core/wire/http/http_message.h"

#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::wire {
namespace {

// HTTP/1.1 keeps the connection unless told otherwise, HTTP/1.0 closes it unless told otherwise; "close" beats all.
bool keeps_alive(int minor_version, const HttpFields& fields) {
  if (has_token(fields, "connection", "close")) return false;
  return minor_version >= 1 || has_token(fields, "connection", "keep-alive");
}

}  // namespace

std::optional<std::string_view> find_field(const HttpFields& fields, std::string_view name) {
  for (const HttpField& field : fields) {
    if (equal_ignoring_case(field.name, name)) return field.value;
  }
  return std::nullopt;
}

void put_fields(HttpFields& head, const HttpFields& fields) {
  std::erase_if(head, [&](const HttpField& field) { return find_field(fields, field.name).has_value(); });
  head.insert(head.end(), fields.begin(), fields.end());
}

bool has_token(const HttpFields& fields, std::string_view name, std::string_view token) {
  for (const HttpField& field : fields) {
    if (!equal_ignoring_case(field.name, name)) continue;
    std::string_view rest = field.value;
    while (!rest.empty()) {
      const std::size_t comma = rest.find(',');
      if (equal_ignoring_case(trim_white_space(rest.substr(0, comma)), token)) return true;
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return false;
}

bool HttpRequestHead::keep_alive() const {
  return keeps_alive(minor_version, fields);
}

bool HttpResponseHead::keep_alive() const {
  return keeps_alive(minor_version, fields);
}

}  // namespace wiretape::wire
