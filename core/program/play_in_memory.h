#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "wiretape/core/program/wire_program.h"

namespace wiretape::program {

/// One write as a peer with exact read boundaries would see it.
struct PlayedWrite {
  std::chrono::microseconds at;
  std::string bytes;

  friend bool operator==(const PlayedWrite&, const PlayedWrite&) = default;
};

/// What a program does, played in virtual time: no waiting, whatever its pauses.
struct PlayedProgram {
  std::vector<PlayedWrite> writes;
  bool has_fin = false;
  bool has_reset = false;
  std::chrono::microseconds duration{0};
};

[[nodiscard]] PlayedProgram play_in_memory(WireProgram program);

}  // namespace wiretape::program
