#pragma once

#include <optional>
#include <string_view>

namespace wiretape::wire {

/// How a body is packed (RFC 9110 section 8.4.1, RFC 7932, RFC 9659).
enum class ContentCoding { gzip, deflate, br, zstd };

/// The coding of that name, ASCII case ignored; `x-gzip` is gzip's old one. nullopt: another, or `identity`, which is
/// none.
[[nodiscard]] std::optional<ContentCoding> content_coding(std::string_view name);

/// The name of a coding, as a field has it.
[[nodiscard]] std::string_view name_of(ContentCoding coding);

}  // namespace wiretape::wire
