#include "cli/show/playing_times.h"

#include <algorithm>

#include <fmt/format.h>

#include "wiretape/core/compile/playing_time.h"
#include "wiretape/core/text/duration.h"

namespace wiretape::cli {
namespace {

constexpr std::size_t most_told = 20;

}  // namespace

std::vector<PlayingTime> playing_times(const std::vector<tape::Tape>& tapes) {
  std::vector<PlayingTime> times;
  for (const auto& tape : tapes) {
    for (const auto& exchange : tape.exchanges) {
      if (const auto time = compile::playing_time(exchange)) times.push_back({&tape, &exchange, *time});
    }
  }
  return times;
}

std::string playing_times_text(std::vector<PlayingTime> times) {
  std::erase_if(times, [](const PlayingTime& each) { return each.time.count() == 0; });
  std::ranges::stable_sort(times, std::ranges::greater(), &PlayingTime::time);
  std::string text;
  for (std::size_t index = 0; index < std::min(times.size(), most_told); ++index) {
    const auto& [tape, exchange, time] = times[index];
    text += fmt::format("{}:{}: exchange '{}' plays for {}\n", tape->name, exchange->position.line, exchange->id,
                        text::emit_duration(time));
  }
  if (times.size() > most_told) text += fmt::format("{} more play for less\n", times.size() - most_told);
  return text;
}

}  // namespace wiretape::cli
