#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/wire/ending.h"

namespace wiretape::program {

/// One send of bytes[offset, offset + length).
struct WriteAction {
  std::size_t offset;
  std::size_t length;

  friend bool operator==(const WriteAction&, const WriteAction&) = default;
};

/// Shut down the sending side, read on until the peer is done, close.
struct FinAction {
  friend bool operator==(const FinAction&, const FinAction&) = default;
};

/// Wait until the peer has acknowledged all that was written (at most a second), then close with RST. Always the last
/// step.
struct ResetAction {
  friend bool operator==(const ResetAction&, const ResetAction&) = default;
};

using Action = std::variant<WriteAction, FinAction, ResetAction>;

/// What to do, and when: `at` counts from the start of the play and never goes back. Absolute, so nothing drifts.
struct Step {
  std::chrono::microseconds at;
  Action action;

  friend bool operator==(const Step&, const Step&) = default;
};

/// Stage 4 of the pipeline: all that a connection does to answer one request. After the last step the connection takes
/// the next request, unless that step closed it. A value; safe to share between threads once made.
struct WireProgram {
  std::string bytes;
  std::vector<Step> steps;
  wire::Ending ending = wire::Ending::complete;  ///< what a peer that reads on to the end finds

  [[nodiscard]] std::string_view text(const WriteAction& write) const {
    return std::string_view(bytes).substr(write.offset, write.length);
  }

  friend bool operator==(const WireProgram&, const WireProgram&) = default;
};

}  // namespace wiretape::program
