#pragma once

#include <string>
#include <string_view>

namespace wiretape::text {

/// Appends `text` as a JSON string with its quotes (RFC 8259 section 7). Only what must be escaped is; each byte that
/// is not UTF-8 becomes U+FFFD.
void append_json_string(std::string& out, std::string_view text);

/// Appends what the inside of a JSON string stands for. False where an escape is unsound: `out` is then of no use. A
/// surrogate escape without its other half becomes U+FFFD. Never appends more bytes than `escaped` has.
[[nodiscard]] bool append_unescaped(std::string& out, std::string_view escaped);

/// Appends a sound JSON text without the white space between its tokens.
void append_compact_json(std::string& out, std::string_view json);

/// Whether `text` is one number (RFC 8259 section 6) and nothing else.
[[nodiscard]] bool is_json_number(std::string_view text);

}  // namespace wiretape::text
