#include "wiretape/core/fault/edit/set_checked_field.h"

#include <string>

#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::program {

bool set_checked_field(wire::HttpFields& fields, std::string_view name, std::string_view value) {
  if (wire::field_value_bytes.find_outside(value) != std::string_view::npos) return false;
  bool is_there = false;
  for (wire::HttpField& field : fields) {
    if (!wire::find_field({field}, name)) continue;
    field.value = value;
    is_there = true;
  }
  if (!is_there) fields.push_back({std::string(name), std::string(value)});
  return true;
}

}  // namespace wiretape::program
