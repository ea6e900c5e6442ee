#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wiretape::yaml {

/// A text as one line of YAML that every reader takes for that text: plain where nothing in it could mean anything
/// else, in block and in flow context, for readers of YAML 1.1 too; else in quotes. The text must be UTF-8.
[[nodiscard]] std::string emit_text(std::string_view text);

/// Any bytes: as text where they are UTF-8, else as `!b64`.
[[nodiscard]] std::string emit_bytes(std::string_view bytes);

/// Bytes as `!b64`, text or not.
[[nodiscard]] std::string emit_base64(std::string_view bytes);

/// Whether bytes are UTF-8, so that emit_text can write them.
[[nodiscard]] bool is_utf8(std::string_view bytes);

/// Whether a text of several lines comes back unchanged from a block literal (`|`, `|-`), and is easier to read there.
[[nodiscard]] bool suits_literal(std::string_view text);

}  // namespace wiretape::yaml
