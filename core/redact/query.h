#pragma once

#include <string>
#include <string_view>

namespace wiretape::redact {

/// A request target with `[redacted]` for each value in its query whose name names_secret(), or begins with `x-amz-`
/// (in any letters, percent-encoded or not), and for user information in an absolute target. Every other byte stays.
[[nodiscard]] std::string redacted_target(std::string_view target);

}  // namespace wiretape::redact
