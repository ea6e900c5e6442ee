#pragma once

#include <cstddef>
#include <string_view>
#include <variant>

#include "wiretape/convert/json_access.h"
#include "wiretape/core/text/input_error.h"

namespace wiretape::convert {

/// The value at the front of a text in mitmproxy's tnetstrings (https://tnetstrings.info/, with `;` for Unicode text),
/// which is taken off. Texts of both kinds are their bytes. Nested at most 64 deep, at most 1,000,000 values; an
/// error's offset is counted from the front.
[[nodiscard]] std::variant<Json, text::InputError> take_tnetstring(std::string_view& text);

}  // namespace wiretape::convert
