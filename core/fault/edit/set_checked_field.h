#pragma once

#include <string_view>

#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::program {

/// Gives all fields of that name (ASCII case ignored) another value, or adds the field where there is none. False, and
/// nothing is changed, where `value` can't stand in a head: it holds a line end or another control character.
[[nodiscard]] bool set_checked_field(wire::HttpFields& fields, std::string_view name, std::string_view value);

}  // namespace wiretape::program
