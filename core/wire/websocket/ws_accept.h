#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace wiretape::wire {

/// A Sec-WebSocket-Key made of 16 bytes, which a client draws anew for each connection (RFC 6455 section 4.1).
[[nodiscard]] std::string ws_key(const std::array<std::uint8_t, 16>& nonce);

/// Whether it is what ws_key makes: base64 of 16 bytes.
[[nodiscard]] bool is_ws_key(std::string_view key);

/// The Sec-WebSocket-Accept that answers a key: base64 of the SHA-1 of it and the standard's GUID (section 4.2.2). For
/// any text.
[[nodiscard]] std::string ws_accept_of(std::string_view key);

}  // namespace wiretape::wire
