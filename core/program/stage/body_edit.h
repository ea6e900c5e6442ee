#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "wiretape/core/program/stage/body.h"

namespace wiretape::program {

/// `text` in the place of bytes[offset, offset + length).
struct Replacement {
  std::size_t offset;
  std::size_t length;
  std::string_view text;
};

/// Makes replacements, which must be in order and apart. Places behind one move along. Of the events and comments that
/// began inside, those vanish that began behind `offset`; with an empty text also the one that began at it. Marks,
/// pauses and seams inside move behind the text. Where something is put in before an event, the event begins behind it.
/// Linear.
void replace_all(Body& body, std::span<const Replacement> replacements);

/// Makes one replacement.
void replace(Body& body, std::size_t offset, std::size_t length, std::string_view text);

/// Ends the body before bytes[offset]: what begins there or behind is gone.
void cut(Body& body, std::size_t offset);

/// Where an event ends: where the next event or comment begins, or the body ends. `index` is 0-based.
[[nodiscard]] std::size_t event_end(const Body& body, std::size_t index);

/// The event that holds bytes[offset]: the index of the last that begins at or before it; the number of events where
/// none does.
[[nodiscard]] std::size_t event_at(const Body& body, std::size_t offset);

/// The event behind a place: the one that holds bytes[offset], else the first that begins behind it; the number of
/// events where there is none.
[[nodiscard]] std::size_t event_from(const Body& body, std::size_t offset);

}  // namespace wiretape::program
