#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/program/wire_program.h"

#include "cli/print/held_events.h"

namespace wiretape::cli {

/// A program as lines of text: each step with its time, offset, length, bytes and what it holds of a stream's events,
/// then the ending. `held` is what held_events says of the program.
[[nodiscard]] std::string program_text(const program::WireProgram& program,
                                       const std::vector<std::vector<HeldEvent>>& held);

/// The same as one JSON object on a line, with all bytes: `text`, or `base64` where a write is not UTF-8.
[[nodiscard]] std::string program_json(const program::WireProgram& program, std::string_view exchange,
                                       const std::vector<std::string>& faults,
                                       const std::vector<std::vector<HeldEvent>>& held);

}  // namespace wiretape::cli
