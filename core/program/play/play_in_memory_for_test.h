#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
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

/// What a program does, played in virtual time: no waiting, whatever its pauses. Holds and expectations end as soon as
/// they begin.
struct PlayedProgram {
  std::vector<PlayedWrite> writes;
  std::optional<CloseAction> close;  ///< how it ended the connection; absent: it stays open, or goes on for ever
  std::chrono::microseconds duration{0};

  [[nodiscard]] bool has_fin() const { return close && std::holds_alternative<FinAction>(*close); }
  [[nodiscard]] bool has_reset() const { return close && std::holds_alternative<ResetAction>(*close); }
  [[nodiscard]] bool hangs() const { return close && std::holds_alternative<HangAction>(*close); }

  /// All writes together.
  [[nodiscard]] std::string text() const {
    std::string all;
    for (const PlayedWrite& write : writes)
      all += write.bytes;
    return all;
  }
};

/// How often a play in memory repeats what would go on for ever.
inline constexpr int repeats_in_memory = 3;

/// The clock of a play in memory.
struct VirtualClock {
  std::chrono::microseconds time{0};
  [[nodiscard]] std::chrono::microseconds now() const { return time; }
};

/// A peer who takes everything at once.
struct MemorySink {
  PlayedProgram& played;
  const VirtualClock& clock;

  SinkResult write(std::size_t /*offset*/, std::string_view bytes) const {
    played.writes.push_back({clock.now(), std::string(bytes)});
    return {bytes.size(), false};
  }
  void close(const CloseAction& action) const { played.close = action; }
};

/// Plays the program to its end.
[[nodiscard]] inline PlayedProgram play_in_memory(WireProgram program) {
  PlayedProgram played;
  const bool is_endless = !program.steps.empty() && std::holds_alternative<RepeatAction>(program.steps.back().action);
  const std::size_t most_writes = program.steps.size() + repeats_in_memory - 1;
  VirtualClock clock;
  MemorySink sink{played, clock};
  Player player(std::make_shared<const WireProgram>(std::move(program)));
  for (auto state = player.advance(sink, clock); state != PlayState::finished; state = player.advance(sink, clock)) {
    if (is_endless && played.writes.size() >= most_writes) break;
    if (state == PlayState::waiting_for_time) clock.time = player.due();
    if (state == PlayState::held || state == PlayState::expecting) player.release(clock.time);
  }
  played.duration = clock.time;
  return played;
}

}  // namespace wiretape::program
