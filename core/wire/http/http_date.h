#pragma once

#include <chrono>
#include <string>

namespace wiretape::wire {

/// An instant as HTTP's fields write it: "Wed, 01 Jan 2025 00:00:30 GMT" (RFC 9110 section 5.6.7). For the years 0 to
/// 9999.
[[nodiscard]] std::string http_date(std::chrono::sys_seconds instant);

}  // namespace wiretape::wire
