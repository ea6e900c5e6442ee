#pragma once

#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {

/// For a fault that needs a stream.
[[nodiscard]] inline Misfit no_stream() {
  return {"an answer that is no stream of events", "a request for a stream"};
}

/// For a fault that changes the event behind its place.
[[nodiscard]] inline Misfit no_event_behind() {
  return {"no event behind the place", "a place before an event, such as event=1"};
}

/// For a fault that changes an event's JSON.
[[nodiscard]] inline Misfit no_json() {
  return {"an event whose data is no JSON object", "a place before an event that has one"};
}

/// For a fault that breaks what a WebSocket says.
[[nodiscard]] inline Misfit no_websocket() {
  return {"an answer that opens no WebSocket", "an exchange with `websocket`"};
}

}  // namespace wiretape::fault
