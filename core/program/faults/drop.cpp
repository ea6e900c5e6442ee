#include <array>

#include "wiretape/core/program/events_edit.h"
#include "wiretape/core/program/fault.h"

namespace wiretape::program {
namespace {

constexpr std::array parameters{
    FaultParameter{.name = "count",
                   .kind = FaultParameter::Kind::count,
                   .standard = "1",
                   .meaning = "how many events, from the place on",
                   .least = 1},
};

FaultResult apply(provider::Events& events, const FaultCall& call) {
  for (auto left = call.arguments().count("count"); left > 0; --left) {
    const std::size_t index = next_data_event(events, call.place);
    if (index == events.events.size()) return Misfit{"fewer events from the place on", "a smaller count"};
    erase_event(events, index);
  }
  return {};
}

}  // namespace

extern const FaultType drop_fault;
constinit const FaultType drop_fault{
    .name = "drop",
    .family = "events",
    .summary = "Leaves events out.",
    .seen = "A stream without them.",
    .function = EventsFault{apply},
    .parameters = parameters,
    .places = PlaceUse::of_events,
    .standard_place = "first_text",
};

}  // namespace wiretape::program
