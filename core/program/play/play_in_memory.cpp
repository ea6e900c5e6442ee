#include "wiretape/core/program/play/play_in_memory.h"

#include <memory>
#include <utility>

#include "wiretape/core/program/play/player.h"

namespace wiretape::program {
namespace {

struct VirtualClock {
  std::chrono::microseconds time{0};
  [[nodiscard]] std::chrono::microseconds now() const { return time; }
};

struct MemorySink {
  PlayedProgram& played;
  const VirtualClock& clock;

  SinkResult write(std::size_t /*offset*/, std::string_view bytes) const {
    played.writes.push_back({clock.now(), std::string(bytes)});
    return {bytes.size(), false};
  }
  void close(const CloseAction& action) const { played.close = action; }
};

}  // namespace

std::string PlayedProgram::text() const {
  std::string all;
  for (const PlayedWrite& write : writes)
    all += write.bytes;
  return all;
}

PlayedProgram play_in_memory(WireProgram program) {
  PlayedProgram played;
  const bool is_endless = !program.steps.empty() && std::holds_alternative<RepeatAction>(program.steps.back().action);
  const std::size_t most_writes = program.steps.size() + repeats_in_memory - 1;
  VirtualClock clock;
  MemorySink sink{played, clock};
  Player player(std::make_shared<const WireProgram>(std::move(program)));
  for (auto state = player.advance(sink, clock); state != PlayState::finished; state = player.advance(sink, clock)) {
    if (is_endless && played.writes.size() >= most_writes) break;
    if (state == PlayState::waiting_for_time) clock.time = player.due();
  }
  played.duration = clock.time;
  return played;
}

}  // namespace wiretape::program
