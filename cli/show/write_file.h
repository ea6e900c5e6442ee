#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wiretape/core/text/system_error.h"

namespace wiretape::cli {

/// Writes a file of its own name, which may be a pipe or a device, in the place of what is in it. Or says why it can't;
/// a part of it may be there then.
[[nodiscard]] std::optional<text::SystemError> write_file(const std::string& path, std::string_view bytes);

}  // namespace wiretape::cli
