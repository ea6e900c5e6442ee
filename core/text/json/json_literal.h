#pragma once

#include <cstdint>
#include <string_view>

namespace wiretape::text {

/// What an unquoted scalar is. A tape knows JSON's own literals (RFC 8259 sections 3 and 6) and no others: `yes`, `~`,
/// `0x1F`, `.inf`, `+1`, `01` and `Null` are text.
enum class JsonLiteral : std::uint8_t { none, null, boolean, number };

[[nodiscard]] JsonLiteral json_literal(std::string_view text);

}  // namespace wiretape::text
