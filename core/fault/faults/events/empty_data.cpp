#include <variant>

#include "wiretape/core/fault/edit/events_edit.h"
#include "wiretape/core/fault/fault.h"
#include "wiretape/core/fault/misfits.h"

namespace wiretape::fault {
namespace {

FaultResult apply_empty_data(provider::Events& events, const FaultCall& call) {
  const std::size_t index = next_data_event(events, call.place);
  if (index == events.events.size()) return no_event_behind();
  set_data(std::get<provider::DataEvent>(events.events[index]), "");
  return {};
}

}  // namespace

extern const FaultType empty_data_fault;
constinit const FaultType empty_data_fault{
    .name = "empty_data",
    .family = "events",
    .summary = "Takes the data out of the event behind the place; its name stays.",
    .seen = "An event with one `data:` field that has nothing in it, which parsers dispatch as an empty text.",
    .function = EventsFault{apply_empty_data},
    .places = PlaceUse::of_events,
    .standard_place = "first_text",
};

}  // namespace wiretape::fault
