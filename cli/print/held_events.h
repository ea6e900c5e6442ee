#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "wiretape/core/program/wire_program.h"
#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/timeline/heard.h"

namespace wiretape::cli {

/// What of an event of a stream, or of a comment in it, one write holds.
struct HeldEvent {
  timeline::Part part = timeline::Part::whole;
  std::size_t number = 0;           ///< from 1, as faults count events; 0: it is a comment
  std::vector<std::string> says{};  ///< where its end is: its deltas, each short, or what else tells it
};

/// For each step of a program what it holds of the answer's events, as a client of that dialect reads them: nothing
/// where the answer is no stream, or packed. What never becomes an event is none.
[[nodiscard]] std::vector<std::vector<HeldEvent>> held_events(const program::WireProgram& program,
                                                              const provider::Dialect& dialect);

/// As text for people, on a line: `event 2: text "Hel"; event 3 begins`. Of many the first ones. Not escaped.
[[nodiscard]] std::string held_text(const std::vector<HeldEvent>& held);

}  // namespace wiretape::cli
