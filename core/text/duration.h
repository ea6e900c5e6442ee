#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <variant>

namespace wiretape::text {

/// Why a text is not a duration.
struct DurationFault {
  std::string hint;  ///< what to write; may be empty
};

/// What a duration may look like, for messages.
inline constexpr std::string_view duration_forms = "a duration such as 250us, 20ms, 1.5s, 2m or 0";

/// The longest duration that a tape may name.
inline constexpr std::chrono::microseconds longest_duration = std::chrono::hours(24);

/// Reads a duration: a decimal number, then `us`, `ms`, `s` or `m`, without a blank; or a bare `0`. It must come to
/// whole microseconds and to at most a day.
[[nodiscard]] std::variant<std::chrono::microseconds, DurationFault> parse_duration(std::string_view text);

/// A duration in the largest unit, up to seconds, that needs no fraction: "250ms".
[[nodiscard]] std::string emit_duration(std::chrono::microseconds duration);

}  // namespace wiretape::text
