#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wiretape::cli {

/// Puts `bytes` in the place of a file's content at once: whoever opens it finds the old or the new, never a part. Its
/// mode stays; a link stays a link. Returns why it can't, and then the file is as it was.
[[nodiscard]] std::optional<std::string> replace_file(const std::string& path, std::string_view bytes);

}  // namespace wiretape::cli
