#pragma once

#include <cstddef>
#include <string_view>

#include "wiretape/core/program/body.h"

namespace wiretape::program {

/// Puts `text` in the place of bytes[offset, offset + length). Places behind move along. Of the events and comments
/// that began inside, those vanish that began behind `offset`; with an empty text also the one that began at it. Marks
/// and pauses inside move behind the text.
void replace(Body& body, std::size_t offset, std::size_t length, std::string_view text);

/// Ends the body before bytes[offset]: what begins there or behind is gone.
void cut(Body& body, std::size_t offset);

/// Where an event ends: where the next event or comment begins, or the body ends. `index` is 0-based.
[[nodiscard]] std::size_t event_end(const Body& body, std::size_t index);

/// The event that holds bytes[offset]: the index of the last that begins at or before it; the number of events where
/// none does.
[[nodiscard]] std::size_t event_at(const Body& body, std::size_t offset);

}  // namespace wiretape::program
