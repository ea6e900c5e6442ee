#include "wiretape/core/program/play_in_memory.h"

#include <memory>
#include <utility>

#include "wiretape/core/program/player.h"

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
  void fin() const { played.has_fin = true; }
  void reset() const { played.has_reset = true; }
};

}  // namespace

PlayedProgram play_in_memory(WireProgram program) {
  PlayedProgram played;
  VirtualClock clock;
  MemorySink sink{played, clock};
  Player player(std::make_shared<const WireProgram>(std::move(program)));
  for (auto state = player.advance(sink, clock); state != PlayState::finished; state = player.advance(sink, clock)) {
    if (state == PlayState::waiting_for_time) clock.time = player.due();
  }
  played.duration = clock.time;
  return played;
}

}  // namespace wiretape::program
