#include "wiretape/core/wire/http/http_message.h"

#include <algorithm>

#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::wire {
namespace {

// HTTP/1.1 keeps the connection unless told otherwise, HTTP/1.0 closes it unless told otherwise; "close" beats all.
template <class Fields>
bool keeps_alive(int minor_version, const Fields& fields) {
  if (has_token(fields, "connection", "close")) return false;
  return minor_version >= 1 || has_token(fields, "connection", "keep-alive");
}

template <class Fields>
std::optional<std::string_view> find_among(const Fields& fields, std::string_view name) {
  for (const auto& field : fields) {
    if (equal_ignoring_case(field.name, name)) return field.value;
  }
  return std::nullopt;
}

bool holds_token(std::string_view list, std::string_view token) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    if (equal_ignoring_case(trim_white_space(list.substr(0, comma)), token)) return true;
    if (comma == std::string_view::npos) break;
    list.remove_prefix(comma + 1);
  }
  return false;
}

template <class Fields>
bool any_holds_token(const Fields& fields, std::string_view name, std::string_view token) {
  return std::any_of(fields.begin(), fields.end(), [&](const auto& field) {
    return equal_ignoring_case(field.name, name) && holds_token(field.value, token);
  });
}

}  // namespace

std::optional<std::string_view> find_field(const HttpFields& fields, std::string_view name) {
  return find_among(fields, name);
}

std::optional<std::string_view> find_field(const HttpFieldLines& fields, std::string_view name) {
  return find_among(fields, name);
}

void put_fields(HttpFields& head, const HttpFields& fields) {
  std::erase_if(head, [&](const HttpField& field) { return find_field(fields, field.name).has_value(); });
  head.insert(head.end(), fields.begin(), fields.end());
}

bool has_token(const HttpFields& fields, std::string_view name, std::string_view token) {
  return any_holds_token(fields, name, token);
}

bool has_token(const HttpFieldLines& fields, std::string_view name, std::string_view token) {
  return any_holds_token(fields, name, token);
}

bool HttpRequestHead::keep_alive() const {
  return keeps_alive(minor_version, fields);
}

bool HttpResponseHead::keep_alive() const {
  return keeps_alive(minor_version, fields);
}

}  // namespace wiretape::wire
