#pragma once

#include <cstddef>
#include <string>

#include "wiretape/core/provider/generate/schema_shape.h"

// For .cpp files only, as schema_shape.h.

namespace wiretape::provider {

/// A text of the schema's length and, where it has one that is known and of that length, format: date-time, date, time,
/// duration, email, hostname, ipv4, ipv6, uri, uri-reference, url, uuid. Else words. A length is counted in characters;
/// it is at most `most` bytes whatever the schema asks for.
[[nodiscard]] std::string generate_text(const SchemaShape& shape, const Draw& draw, std::size_t most);

/// `count` words with a blank between two of them.
[[nodiscard]] std::string draw_words(const Draw& draw, std::size_t count);

}  // namespace wiretape::provider
