#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

#include "wiretape/core/program/wire_program.h"
#include "wiretape/core/timeline/heard.h"

namespace wiretape::timeline {

/// What an exchange comes to. Times count from the start of the play: when the whole request had come.
struct Totals {
  std::size_t bytes = 0;       ///< on the wire
  std::size_t body_bytes = 0;  ///< of the body, transfer coding removed
  std::size_t writes = 0;      ///< sends
  std::size_t events = 0;      ///< of a stream, as far as they came whole
  std::size_t deltas = 0;      ///< pieces of the answer: text, reasoning, refusals, tool calls
  std::chrono::microseconds total{0};
  std::optional<std::chrono::microseconds> first_byte{};
  std::optional<std::chrono::microseconds> first_text{};
  std::optional<double> deltas_per_second{};  ///< of those after the first moment that brought some; absent without
  std::chrono::microseconds largest_gap{0};   ///< between two steps
  std::optional<std::size_t> slowest_step{};  ///< which comes after that gap: its index; absent where there is no gap
};

/// Adds up a program and what a reader gets by it.
[[nodiscard]] Totals totals_of(const program::WireProgram& program, const Heard& heard);

}  // namespace wiretape::timeline
