#pragma once

#include <string>

#include "wiretape/convert/json_access.h"
#include "wiretape/core/wire/http/http_message.h"

// What the three kinds of cassettes have in common. For .cpp files only.

namespace wiretape::convert {

/// Fields as `{name: [value, …]}`, `{name: value}`, or in older files `[[name, value], …]`.
[[nodiscard]] wire::HttpFields cassette_fields(const Json* headers);

/// A body: text, or a mapping with `string` or `base64_string`; "" where there is none.
[[nodiscard]] std::string cassette_body(const Json* body);

/// A status in the range of HTTP's; 0 for anything else.
[[nodiscard]] int cassette_status(const Json* code);

}  // namespace wiretape::convert
