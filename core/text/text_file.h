#pragma once

#include <cstddef>
#include <string>
#include <variant>

namespace wiretape::tape {

/// Why a file could not be read.
struct UnreadableFile {
  std::string cause;  ///< in the system's words
};

/// The bytes of a file. Of one that has more than `most` a few more than that: whoever parses them refuses it.
[[nodiscard]] std::variant<std::string, UnreadableFile> read_text_file(const std::string& path, std::size_t most);

}  // namespace wiretape::tape
