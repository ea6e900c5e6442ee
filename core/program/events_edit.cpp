#include "wiretape/core/program/events_edit.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace wiretape::program {

void insert_event(provider::Events& events, std::size_t index, provider::Event event) {
  events.events.insert(events.events.begin() + static_cast<std::ptrdiff_t>(index), std::move(event));
  for (provider::Mark& mark : events.marks) {
    if (mark.event >= index) ++mark.event;
  }
}

void erase_event(provider::Events& events, std::size_t index) {
  events.events.erase(events.events.begin() + static_cast<std::ptrdiff_t>(index));
  for (provider::Mark& mark : events.marks) {
    if (mark.event > index) --mark.event;
  }
}

void erase_events_from(provider::Events& events, std::size_t index) {
  events.events.erase(events.events.begin() + static_cast<std::ptrdiff_t>(index), events.events.end());
  for (provider::Mark& mark : events.marks)
    mark.event = std::min(mark.event, index);
}

std::size_t next_data_event(const provider::Events& events, std::size_t index) {
  while (index < events.events.size() && !std::holds_alternative<provider::DataEvent>(events.events[index]))
    ++index;
  return index;
}

}  // namespace wiretape::program
