#pragma once

#include <string>
#include <string_view>

namespace wiretape::cli {

/// Bytes for people, on one line that no terminal obeys: escapes for what can't be seen, `\xNN` for each byte of a
/// control character or of no whole UTF-8 character.
[[nodiscard]] std::string escaped_bytes(std::string_view bytes);

/// The same of the first and the last bytes, where there are many.
[[nodiscard]] std::string byte_excerpt(std::string_view bytes);

}  // namespace wiretape::cli
