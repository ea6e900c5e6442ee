#pragma once

#include <optional>
#include <string_view>

#include "wiretape/core/text/position.h"

namespace wiretape::yaml {

/// Where the first comment of a tape's text begins; nullopt where it has none. The text must be one that parse_tape
/// takes.
[[nodiscard]] std::optional<text::Position> first_comment(std::string_view text);

}  // namespace wiretape::yaml
