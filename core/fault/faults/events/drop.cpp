#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "wiretape/core/fault/edit/events_edit.h"
#include "wiretape/core/fault/fault.h"
#include "wiretape/core/fault/misfits.h"

namespace wiretape::fault {
namespace {

constexpr std::array drop_parameters{
    FaultParameter{.name = "count",
                   .kind = FaultParameter::Kind::count,
                   .standard = "1",
                   .meaning = "how many events, from the place on",
                   .least = 1},
};

FaultResult apply_drop(provider::Events& events, const FaultCall& call) {
  const auto behind = std::span(events.events).subspan(call.place);
  const auto all = static_cast<std::uint64_t>(std::ranges::count_if(
      behind, [](const provider::Event& event) { return std::holds_alternative<provider::DataEvent>(event); }));
  const std::uint64_t count = call.arguments().count("count");
  if (all == 0) return no_event_behind();
  if (all < count) return Misfit{fmt::format("{} events behind the place", all), fmt::format("count={} at most", all)};
  std::vector<std::size_t> dropped;
  for (std::size_t index = next_data_event(events, call.place); dropped.size() < count;
       index = next_data_event(events, index + 1)) {
    dropped.push_back(index);
  }
  erase_events(events, dropped);
  return {};
}

}  // namespace

extern const FaultType drop_fault;
constinit const FaultType drop_fault{
    .name = "drop",
    .family = "events",
    .summary = "Leaves events out.",
    .seen = "A stream without them.",
    .function = EventsFault{apply_drop},
    .parameters = drop_parameters,
    .places = PlaceUse::of_events,
    .standard_place = "first_text",
};

}  // namespace wiretape::fault
