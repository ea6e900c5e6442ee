#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "wiretape/core/program/wire_program.h"
#include "wiretape/core/provider/events.h"
#include "wiretape/core/wire/framing.h"

namespace wiretape::program {

/// A semantic place in a body: the point before bytes[offset].
struct BodyMark {
  provider::MarkKind kind;
  std::uint32_t ordinal;
  std::size_t offset;

  friend bool operator==(const BodyMark&, const BodyMark&) = default;
};

/// Silence before bytes[offset].
struct BodyPause {
  std::size_t offset;
  std::chrono::microseconds duration;

  friend bool operator==(const BodyPause&, const BodyPause&) = default;
};

/// A wait for what the peer says, before bytes[offset].
struct BodyExpect {
  std::size_t offset;
  ExpectAction action;

  friend bool operator==(const BodyExpect&, const BodyExpect&) = default;
};

/// Stage 3 of the pipeline: the bytes of a response's body, and what is known of places in them. All offsets are
/// 0-based, in order, and at most bytes.size().
struct Body {
  std::string bytes;
  std::vector<std::size_t> event_starts;    ///< where each event begins; comments are not events
  std::vector<std::size_t> comment_starts;  ///< where each comment begins, and what has fields only
  std::vector<BodyMark> marks;
  std::vector<BodyPause> pauses;
  std::vector<BodyExpect> expects{};  ///< of a WebSocket
  std::vector<std::size_t> seams{};   ///< of a recording: where its reads end, then where its chunks do
};

/// Stage 2 to stage 3. Recorded bytes stand as they are; what the framing has no place for is left out.
[[nodiscard]] Body encode(const provider::Events& events, wire::Framing framing);

/// A body of which nothing but the bytes is known.
[[nodiscard]] Body verbatim_body(std::string bytes);

}  // namespace wiretape::program
