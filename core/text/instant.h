#pragma once

#include <chrono>
#include <string>

namespace wiretape::text {

/// An instant as people and programs read it, to the millisecond: "2026-11-27T08:30:00.125Z" (RFC 3339). For the years
/// 0 to 9999.
[[nodiscard]] std::string instant_text(std::chrono::system_clock::time_point instant);

}  // namespace wiretape::text
