#include "wiretape/core/fault/edit/head_edit.h"

#include <algorithm>
#include <utility>

#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::fault {
namespace {

auto is_named(std::string_view name) {
  return [name](const wire::HttpField& field) { return wire::equal_ignoring_case(field.name, name); };
}

}  // namespace

bool is_field_value(std::string_view text) {
  return wire::field_value_bytes.find_outside(text) == std::string_view::npos;
}

void set_field(wire::HttpFields& fields, std::string_view name, std::string value) {
  const auto first = std::ranges::find_if(fields, is_named(name));
  if (first == fields.end()) {
    fields.push_back({std::string(name), std::move(value)});
    return;
  }
  first->value = std::move(value);
  fields.erase(std::remove_if(std::next(first), fields.end(), is_named(name)), fields.end());
}

void erase_fields(wire::HttpFields& fields, std::string_view name) {
  std::erase_if(fields, is_named(name));
}

}  // namespace wiretape::fault
