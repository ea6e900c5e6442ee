#pragma once

#include <cstddef>
#include <string_view>
#include <variant>

#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::wire {

/// Splits into views one line of a header or trailer section (RFC 9112 section 5), given without its CRLF and not
/// empty. Refuses with status 400, `offset` counted from the line's first byte: a folded line, white space before the
/// colon, a name that is empty or no token, no colon, control bytes (a bare CR and NUL among them) in the value.
[[nodiscard]] std::variant<HttpFieldView, HttpError> parse_field_line(std::string_view line);

/// Index of the first byte of `text` outside field_value_bytes, or npos; eight bytes at a time.
[[nodiscard]] std::size_t find_outside_field_value(std::string_view text);

/// The error for `line[offset]`, a byte that is not allowed in `place` ("a field value"): names the character, or calls
/// bare CR, NUL, other control bytes and bytes outside ASCII by their kind.
[[nodiscard]] HttpError forbidden_byte(std::string_view line, std::size_t offset, std::string_view place);

}  // namespace wiretape::wire
