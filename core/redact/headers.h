#pragma once

#include <string_view>

#include "wiretape/core/redact/stream/patterns.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::redact {

/// What stands in the place of a value that must not be shown.
inline constexpr std::string_view redacted = "[redacted]";

/// Whether the value of a request header may be shown. Only names that are known to be harmless may, in any letters:
/// a header that nobody has heard of may hold a key.
[[nodiscard]] bool may_show_header(std::string_view name);

/// The fields with `[redacted]` for each value that must not be shown. Names, order and number stay.
[[nodiscard]] wire::HttpFieldLines redacted_headers(const wire::HttpFieldLines& fields);

/// The same by rules: with the headers that they hide and show besides, and with what they find in a value that is
/// shown masked as StreamRedactor masks it.
[[nodiscard]] wire::HttpFieldLines redacted_headers(const wire::HttpFieldLines& fields, const SharedPatterns& patterns);

}  // namespace wiretape::redact
