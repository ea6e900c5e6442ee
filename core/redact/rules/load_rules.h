#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/redact/rules/rules.h"
#include "wiretape/core/text/diagnostic.h"
#include "wiretape/core/yaml/load_limits.h"

namespace wiretape::redact {

/// What a rules file may cost before it is refused.
inline constexpr yaml::LoadLimits rules_limits{.bytes = std::size_t{1} << 20, .depth = 8, .nodes = 10'000};

/// Reads a rules file's YAML text (docs/redaction.md): `rules` with what it removes and adds. All mistakes are reported
/// at once. `file` is what diagnostics call it.
[[nodiscard]] std::variant<Rules, text::Diagnostics> parse_rules(std::string_view text, const std::string& file,
                                                                 const Rules& rules);

}  // namespace wiretape::redact
