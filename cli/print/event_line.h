#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "wiretape/client/event.h"
#include "wiretape/client/result.h"

namespace wiretape::cli {

// The lines of `--format jsonl`: one JSON object each, always with "type" and "request", the 1-based number of the
// request that it belongs to. docs/client.md describes every member.

/// Appends an event as one line. A CompletionEvent adds nothing: append_outcome_line has more to say.
void append_event_line(std::string& out, const client::Event& event, std::size_t request);

/// Appends the last line of a request: outcome, timing and the whole message.
void append_outcome_line(std::string& out, const client::Result& result, std::size_t request);

/// Appends the last line of a request that could not be made: its outcome is "usage_error".
void append_usage_error_line(std::string& out, std::string_view what, std::size_t request);

}  // namespace wiretape::cli
