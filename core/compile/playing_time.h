#pragma once

#include <chrono>
#include <optional>

#include "wiretape/core/tape/tape.h"

namespace wiretape::compile {

/// How long an exchange's answer to a request made up after its rule plays, by its own delivery and without its faults.
/// Nullopt where that depends on the request: its answer has placeholders.
[[nodiscard]] std::optional<std::chrono::microseconds> playing_time(const tape::Exchange& exchange);

}  // namespace wiretape::compile
