#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/redact/rules/rules.h"

namespace wiretape::redact {

/// A request target with `[redacted]` for each value in its query whose name names_secret(), or begins with `x-amz-`
/// (in any letters, percent-encoded or not), and for user information in an absolute target. Every other byte stays.
[[nodiscard]] std::string redacted_target(std::string_view target);

/// The same, with the parameters that the rules name besides.
[[nodiscard]] std::string redacted_target(std::string_view target, const Rules& rules);

/// Where a response points to: `[redacted]` for every value of the query, for the fragment and for user information.
[[nodiscard]] std::string redacted_location(std::string_view location);

/// The values of a target that redacted_target hides, as they are written.
[[nodiscard]] std::vector<std::string_view> secret_parameters(std::string_view target, const Rules& rules);

}  // namespace wiretape::redact
