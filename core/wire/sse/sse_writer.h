#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace wiretape::wire {

/// Appends one event as server-sent-events bytes with LF line ends: `event:` where `name` is not empty, one `data:`
/// line a line of `data` (split at LF, CR and CRLF), then the blank line. Exactly `data: [DONE]\n\n` for name "" and
/// data "[DONE]". A name has one line: CR and LF in it are left out.
void append_sse_event(std::string& out, std::string_view name, std::string_view data);

/// Appends `:` + text and the blank line. A line break in the text begins a further comment line.
void append_sse_comment(std::string& out, std::string_view text);

/// Appends `id: ` + id and a line end. To be followed by an event's other fields. CR and LF in the id are left out.
void append_sse_id(std::string& out, std::string_view id);

/// Appends `event: ` + name and a line end; what append_sse_event does of a name that is not empty.
void append_sse_name(std::string& out, std::string_view name);

/// Appends `retry: ` + the time in milliseconds and a line end.
void append_sse_retry(std::string& out, std::uint64_t milliseconds);

}  // namespace wiretape::wire
