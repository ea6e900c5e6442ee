#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wiretape/core/text/system_error.h"

namespace wiretape::recorder::log {

/// In the name of the file that is written before it is put in place, which only a kill leaves behind.
inline constexpr std::string_view draft_mark = ".draft-";

/// Makes a file with this text, for this user only (0600), in the place of whatever is there, at once: whoever opens it
/// finds the old or the new, never a part.
[[nodiscard]] std::optional<text::SystemError> put_in_place(const std::string& path, std::string_view text);

}  // namespace wiretape::recorder::log
