#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/program/layout/wire_draft.h"
#include "wiretape/core/program/stage/body.h"
#include "wiretape/core/provider/events.h"
#include "wiretape/core/provider/mark.h"

namespace wiretape::fault {

/// Before the N-th event; comments don't count. 1-based, as all ordinals of places.
struct EventPlace {
  std::uint64_t ordinal;
  friend bool operator==(const EventPlace&, const EventPlace&) = default;
};
/// Before the event with the N-th text delta.
struct TextPlace {
  std::uint64_t ordinal;
  friend bool operator==(const TextPlace&, const TextPlace&) = default;
};
/// Before the N-th fragment of the body: the N-th chunk, where there are chunks.
struct FramePlace {
  std::uint64_t ordinal;
  friend bool operator==(const FramePlace&, const FramePlace&) = default;
};
/// Before a byte of the body, 0-based.
struct BytePlace {
  std::uint64_t offset;
  friend bool operator==(const BytePlace&, const BytePlace&) = default;
};
/// Before a byte of the response as it is on the wire (under TLS: before encryption), 0-based.
struct WireBytePlace {
  std::uint64_t offset;
  friend bool operator==(const WireBytePlace&, const WireBytePlace&) = default;
};
/// Before the first write that is due so long, or longer, after the first one.
struct TimePlace {
  std::chrono::microseconds after;
  friend bool operator==(const TimePlace&, const TimePlace&) = default;
};
/// Where the dialect says: before the first text delta, after the finish reason.
struct MarkPlace {
  provider::MarkKind kind;
  friend bool operator==(const MarkPlace&, const MarkPlace&) = default;
};
/// Before the body's first byte, or behind its last.
struct EdgePlace {
  bool is_end;
  friend bool operator==(const EdgePlace&, const EdgePlace&) = default;
};

/// A place inside something that readers like to take for one piece.
enum class Spot : std::uint8_t {
  utf8,         ///< after the first byte of a character of several
  json_escape,  ///< after the backslash of an escape
  field_name,   ///< inside "data"
  crlf,         ///< between CR and LF
  blank_line,   ///< between the two line ends that end an event
  chunk_size,   ///< inside a chunk-size line
  status_line,  ///< inside the status line
  headers,      ///< inside the first header field
};

/// The first such spot of the body or, of the last three, of the response; where an event is named: in that event.
struct SpotPlace {
  Spot spot;
  std::optional<std::uint64_t> event{};
  friend bool operator==(const SpotPlace&, const SpotPlace&) = default;
};

/// Where a fault acts: always the point before something.
using Place = std::variant<EventPlace, TextPlace, FramePlace, BytePlace, WireBytePlace, TimePlace, MarkPlace, EdgePlace,
                           SpotPlace>;

/// Which places a fault can have, each kind with those of the kinds before it.
enum class PlaceUse : std::uint8_t {
  none,       ///< it has no place
  of_events,  ///< event, text, marks, start, end
  of_body,    ///< bytes, and the spots of a body
  of_wire,    ///< frames, wire bytes, times, and the spots of the wire
};

/// Where a fault without a place acts in a body that lacks the usual one: before the event in the middle, or, of fewer
/// than two events, before the byte in the middle. Nullopt for a body without bytes.
[[nodiscard]] std::optional<std::size_t> middle_of(const program::Body& body);

/// The least use that has the place.
[[nodiscard]] PlaceUse use_of(const Place& place);

/// The place that a word names: a mark ("before_finish"), a spot ("utf8"), "start" or "end".
[[nodiscard]] std::optional<Place> place_named(std::string_view word);

/// All those words for a use, joined by ", ".
[[nodiscard]] std::string place_names(PlaceUse use);

/// Stage 2: the index of the event before which the place is, at most events.size(); nullopt where it is not there.
[[nodiscard]] std::optional<std::size_t> place_in(const provider::Events& events, const Place& place);

/// Stage 3: the offset of the byte before which the place is, at most bytes.size(); nullopt where it is not there, or
/// is one that only the wire has.
[[nodiscard]] std::optional<std::size_t> place_in(const program::Body& body, const Place& place);

/// Stage 4: the offset of the byte before which the place is, at most bytes.size(). `body_offset` is where it is in the
/// body; absent for a place that only the wire has.
[[nodiscard]] std::optional<std::size_t> place_in(const program::WireDraft& wire, const Place& place,
                                                  std::optional<std::size_t> body_offset);

/// The places that are there, for messages: "event 1 to 12, text 1 to 9, first_text, before_finish, start, end, byte 0
/// to 1234". Those of the wire are its own alone. The spots of a body are left out: to find them costs a look at each
/// byte.
[[nodiscard]] std::string places_in(const provider::Events& events);
[[nodiscard]] std::string places_in(const program::Body& body);
[[nodiscard]] std::string places_in(const program::WireDraft& wire);

}  // namespace wiretape::fault
