#pragma once

#include <string>
#include <string_view>

namespace wiretape::wire {

/// Appends `data` as one chunk of the chunked transfer coding (RFC 9112 section 7.1): lower-case hexadecimal size,
/// CRLF, data, CRLF. Appends nothing for empty data, which would end the body.
void append_chunk(std::string& out, std::string_view data);

/// The last chunk and the end of an empty trailer section.
inline constexpr std::string_view last_chunk = "0\r\n\r\n";

}  // namespace wiretape::wire
