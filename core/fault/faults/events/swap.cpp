#include <algorithm>
#include <utility>

#include "wiretape/core/fault/edit/events_edit.h"
#include "wiretape/core/fault/fault.h"
#include "wiretape/core/fault/misfits.h"

namespace wiretape::fault {
namespace {

using provider::MarkKind;

/// The event that a mark tells of: the one before it or the one behind it.
std::size_t event_of(const provider::Mark& mark) {
  const bool is_behind = mark.kind == MarkKind::after_finish || mark.kind == MarkKind::after_done;
  return is_behind ? mark.event - 1 : mark.event;
}

FaultResult apply_swap(provider::Events& events, const FaultCall& call) {
  const std::size_t first = next_data_event(events, call.place);
  if (first == events.events.size()) return no_event_behind();
  const std::size_t second = next_data_event(events, first + 1);
  if (second == events.events.size()) return Misfit{"only one event behind the place", "a place before two events"};
  std::swap(events.events[first], events.events[second]);
  for (provider::Mark& mark : events.marks) {
    const std::size_t event = event_of(mark);
    if (event == first) mark.event += second - first;
    if (event == second) mark.event -= second - first;
  }
  std::ranges::stable_sort(events.marks, {}, &provider::Mark::event);
  return {};
}

}  // namespace

extern const FaultType swap_fault;
constinit const FaultType swap_fault{
    .name = "swap",
    .family = "events",
    .summary = "Exchanges the event behind the place with the one after it; comments stay where they are.",
    .seen = "The two events in the wrong order.",
    .function = EventsFault{apply_swap},
    .places = PlaceUse::of_events,
    .standard_place = "first_text",
};

}  // namespace wiretape::fault
