#pragma once

#include <cstdint>
#include <string_view>

namespace wiretape::wire {

/// Codes of a close frame that wiretape sends by itself (RFC 6455 section 7.4.1).
namespace ws_close {
inline constexpr std::uint16_t normal = 1000;
inline constexpr std::uint16_t going_away = 1001;
inline constexpr std::uint16_t protocol_error = 1002;
inline constexpr std::uint16_t invalid_data = 1007;
inline constexpr std::uint16_t too_large = 1009;
inline constexpr std::uint16_t internal_error = 1011;
}  // namespace ws_close

/// Whether a close frame may carry the code: 1000 to 1003, 1007 to 1014 (as registered with IANA), 3000 to 4999.
[[nodiscard]] constexpr bool may_be_closed_with(std::uint16_t code) {
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

/// What a code of 1000 to 1015 means, as IANA's registry has it: "Protocol error". Empty for all others.
[[nodiscard]] std::string_view ws_close_meaning(std::uint16_t code);

}  // namespace wiretape::wire
