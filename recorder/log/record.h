#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wiretape::recorder::log {

// log    = first_line *record
// record = length (4 bytes) CRC-32 (4 bytes) payload                 both numbers little-endian, the sum is the
// payload's

/// What every log begins with. Another number is another format.
inline constexpr std::string_view first_line = "wiretape capture log 1\n";

/// Appends a record. `payload` is not empty and below 4 GiB.
void append_record(std::string& log, std::string_view payload);

/// Takes the next record off the front of `rest`, which begins behind first_line or a record, and returns its payload,
/// a view into it. nullopt where there is none, or it is not whole or not what was written: a log ends there.
[[nodiscard]] std::optional<std::string_view> take_record(std::string_view& rest);

}  // namespace wiretape::recorder::log
