#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "wiretape/core/provider/events.h"

namespace wiretape::fault {

/// Inserts events before events[index]; marks at or behind it move along.
void insert_events(provider::Events& events, std::size_t index, std::vector<provider::Event> inserted);

/// Takes events[index] out; the places before and behind it become one.
void erase_event(provider::Events& events, std::size_t index);

/// Takes several events out at once; `indices` rise. Linear.
void erase_events(provider::Events& events, std::span<const std::size_t> indices);

/// Takes events[index] and all behind it out; the places behind it become one with that before it.
void erase_events_from(provider::Events& events, std::size_t index);

/// The first event that carries data, not a comment or a pause, at or behind `index`; events.size() where there is
/// none.
[[nodiscard]] std::size_t next_data_event(const provider::Events& events, std::size_t index);

}  // namespace wiretape::fault
