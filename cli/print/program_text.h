#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/program/wire_program.h"

namespace wiretape::cli {

/// Bytes for people: escapes for what can't be seen, `\xNN` for each byte of a control character or of no whole UTF-8
/// character. Of
/// much, the beginning and the end.
[[nodiscard]] std::string byte_excerpt(std::string_view bytes);

/// A program as lines of text: each step with its time, offset, length and bytes, then the ending.
[[nodiscard]] std::string program_text(const program::WireProgram& program);

/// The same as one JSON object on a line, with all bytes: `text`, or `base64` where a write is not UTF-8.
[[nodiscard]] std::string program_json(const program::WireProgram& program, std::string_view exchange,
                                       const std::vector<std::string>& faults);

}  // namespace wiretape::cli
