#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wiretape::text {

/// Decodes base64 (RFC 4648 section 4, with its padding). Blanks and line breaks between the characters are passed
/// over. Nullopt where the text is anything else, bits after the end that are not zero included.
[[nodiscard]] std::optional<std::string> decode_base64(std::string_view text);

/// Encodes bytes as base64 with its padding, without blanks or line breaks.
[[nodiscard]] std::string encode_base64(std::string_view bytes);

}  // namespace wiretape::text
