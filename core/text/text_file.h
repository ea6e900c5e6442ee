#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <variant>

#include "wiretape/core/text/system_error.h"

namespace wiretape::text {

/// The bytes of a stream up to its end, or to where it fails. Of one that has more than `most` a few more than that.
[[nodiscard]] std::string read_text(std::istream& stream, std::size_t most);

/// The bytes of a file. Of one that has more than `most` a few more than that: whoever parses them refuses it.
[[nodiscard]] std::variant<std::string, SystemError> read_text_file(const std::string& path, std::size_t most);

}  // namespace wiretape::text
