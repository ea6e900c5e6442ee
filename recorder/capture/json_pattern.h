#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/recorder/capture/keep_rules.h"

namespace wiretape::recorder::capture {

/// What the JSON of a request must be for an exchange to answer it.
struct JsonPatterns {
  std::string must{};                   ///< JSON that it must contain
  std::vector<std::string> must_not{};  ///< JSON of which it must contain none
  std::vector<std::string> parts{};     ///< what must be found in it of texts that are masked, which `must` leaves out
};

/// The patterns for requests like the one with this path (without query) and body, written as a tape's `json` reads
/// them: members and numbers as they stand, no blanks. nullopt where the body is no JSON object or list, or nests
/// deeper than 40: a rule can't say it.
[[nodiscard]] std::optional<JsonPatterns> json_patterns(std::string_view path, std::string_view body,
                                                        const KeepRules& rules);

}  // namespace wiretape::recorder::capture
