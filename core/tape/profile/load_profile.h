#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/tape/profile/profile.h"
#include "wiretape/core/text/diagnostic.h"
#include "wiretape/core/yaml/load_limits.h"

namespace wiretape::tape {

/// What a profile may cost before it is refused.
inline constexpr yaml::LoadLimits profile_limits{.bytes = std::size_t{1} << 20, .depth = 8, .nodes = 10'000};

/// Reads a profile's YAML text. All mistakes are reported at once. `file` is what diagnostics call it.
[[nodiscard]] std::variant<Profile, text::Diagnostics> parse_profile(std::string_view text, const std::string& file);

}  // namespace wiretape::tape
