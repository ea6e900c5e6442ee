#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "wiretape/core/program/play/player.h"
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
  std::optional<CloseAction> close;  ///< how it ended the connection; absent: it stays open, or goes on for ever
  std::chrono::microseconds duration{0};

  [[nodiscard]] bool has_fin() const { return close && std::holds_alternative<FinAction>(*close); }
  [[nodiscard]] bool has_reset() const { return close && std::holds_alternative<ResetAction>(*close); }
  [[nodiscard]] bool hangs() const { return close && std::holds_alternative<HangAction>(*close); }
  [[nodiscard]] std::string text() const;  ///< all writes together
};

/// How often a play in memory repeats what would go on for ever.
inline constexpr int repeats_in_memory = 3;

[[nodiscard]] PlayedProgram play_in_memory(WireProgram program);

}  // namespace wiretape::program
