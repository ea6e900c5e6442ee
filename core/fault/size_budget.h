#pragma once

#include <cstdint>
#include <optional>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/provider/events.h"

namespace wiretape::fault {

// A plan comes with a request: what one may make a server hold is bounded, however many faults it has.
inline constexpr std::uint64_t most_stream_bytes = std::uint64_t{128} << 20;
inline constexpr std::uint64_t most_stream_events = 200'000;

/// Why a stream can't grow by so much; nullopt where it can.
[[nodiscard]] std::optional<Misfit> beyond_budget(const provider::Events& events, std::uint64_t more_events,
                                                  std::uint64_t more_bytes);

}  // namespace wiretape::fault
