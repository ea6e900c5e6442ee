#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wiretape::cli {

/// Writes a file that is not there yet, whole or not at all; only this user may read it (0600). Returns why it can't:
/// what is there stays.
[[nodiscard]] std::optional<std::string> write_new_file(const std::string& path, std::string_view bytes);

}  // namespace wiretape::cli
