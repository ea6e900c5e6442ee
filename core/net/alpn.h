#pragma once

#include <array>

namespace wiretape::net {

/// The one protocol that both sides offer, as ALPN has it on the wire: a length and the name (RFC 7301 section 3.1).
inline constexpr std::array<unsigned char, 9> alpn_http_1_1{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};

}  // namespace wiretape::net
