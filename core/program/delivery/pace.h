#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

#include "wiretape/core/program/random.h"
#include "wiretape/core/program/stage/body.h"
#include "wiretape/core/tape/tape.h"

namespace wiretape::program {

/// When each part of a response is due, from the start of the play.
struct Schedule {
  std::chrono::microseconds head;                    ///< the status line and fields
  std::vector<std::chrono::microseconds> fragments;  ///< one a fragment, never falling
  std::chrono::microseconds end;                     ///< what closes the body
};

/// A time of the tape as the delivery plays it: divided by `speed`.
[[nodiscard]] std::chrono::microseconds scaled(std::chrono::microseconds time, const tape::Delivery& delivery);

/// The times of the fragments that `cuts` (from cut_body) makes of a body. With `tokens_per_second` a fragment waits
/// for the token-carrying events that begin before it, with a `profile` for a gap drawn from it, else for one `gap` for
/// each event and comment that begins before it or with it, of a body without any for one; `write_gap`, jitter and
/// pauses add to each; `speed` divides everything. `instant` changes no time: these are the nominal ones.
[[nodiscard]] Schedule pace_body(const Body& body, const std::vector<std::size_t>& cuts, const tape::Delivery& delivery,
                                 Random& random);

}  // namespace wiretape::program
