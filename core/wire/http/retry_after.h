#pragma once

#include <chrono>
#include <optional>

#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::wire {

/// How long the server asks to wait before the next try: `retry-after-ms` (milliseconds), else `Retry-After` (RFC 9110
/// section 10.2.3) in seconds or as a date, which is counted from the response's own Date, else from `now`. Nullopt
/// where there is none, or none that can be read. Never negative.
[[nodiscard]] std::optional<std::chrono::milliseconds> retry_after(const HttpFieldLines& fields,
                                                                   std::chrono::system_clock::time_point now);

}  // namespace wiretape::wire
