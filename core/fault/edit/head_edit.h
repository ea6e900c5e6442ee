#pragma once

#include <string>
#include <string_view>

#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::fault {

/// Whether it can be the value of a field: else a line end in it, or another control character, would end the field.
[[nodiscard]] bool is_field_value(std::string_view text);

/// Gives the first field of that name a value and takes the others of it out; adds the field where there is none.
void set_field(wire::HttpFields& fields, std::string_view name, std::string value);

/// Takes out every field of that name.
void erase_fields(wire::HttpFields& fields, std::string_view name);

}  // namespace wiretape::fault
