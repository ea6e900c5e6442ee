#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "wiretape/core/provider/mark.h"
#include "wiretape/core/wire/framing.h"

namespace wiretape::provider {

/// One frame of a stream, before its framing: an SSE event, a line of NDJSON or a message of a WebSocket (which use
/// `data` only).
struct DataEvent {
  std::string name;               ///< the SSE `event` field; empty: none
  std::string data;               ///< verbatim
  std::optional<std::string> id;  ///< the SSE `id` field
  std::string verbatim{};  ///< where not empty: the bytes on the wire in `framing`; the others say what is in them
  wire::Framing framing = wire::Framing::sse;  ///< of `verbatim`

  friend bool operator==(const DataEvent&, const DataEvent&) = default;
};

/// Gives an event other data. Of its recorded bytes all but the data stays as it was: other fields, line ends.
void set_data(DataEvent& event, std::string data);

/// An SSE comment, without its colon; a ping of a WebSocket.
struct CommentEvent {
  std::string text;
  std::string verbatim{};  ///< as in DataEvent

  friend bool operator==(const CommentEvent&, const CommentEvent&) = default;
};

/// Fields of server-sent events without data: readers keep the id and the time, and are told of no event. Not counted
/// as one. At least one field is there.
struct FieldsEvent {
  std::optional<std::string> name{};     ///< `event`
  std::optional<std::string> id{};       ///< `id`; empty takes back what was
  std::optional<std::uint64_t> retry{};  ///< `retry`, ms

  friend bool operator==(const FieldsEvent&, const FieldsEvent&) = default;
};

/// Silence before what follows. Not counted as an event.
struct PauseEvent {
  std::chrono::microseconds duration;

  friend bool operator==(const PauseEvent&, const PauseEvent&) = default;
};

/// A wait for what the peer of a WebSocket says, before what follows. Not counted as an event; only dialogues have it.
struct ExpectEvent {
  std::optional<std::size_t> message{};  ///< which of the dialogue's rules it must meet; absent: it is a close frame
  std::chrono::microseconds limit;       ///< above 0; real time

  friend bool operator==(const ExpectEvent&, const ExpectEvent&) = default;
};

using Event = std::variant<DataEvent, CommentEvent, FieldsEvent, PauseEvent, ExpectEvent>;

/// Stage 2 of the pipeline: what a stream says, event by event, with the semantic places in it.
struct Events {
  std::vector<Event> events;
  std::vector<Mark> marks;  ///< ordered by `event`
};

}  // namespace wiretape::provider
