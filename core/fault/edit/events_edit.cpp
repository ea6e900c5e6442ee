#include "wiretape/core/fault/edit/events_edit.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>
#include <vector>

namespace wiretape::fault {
void insert_events(provider::Events& events, std::size_t index, std::vector<provider::Event> inserted) {
  for (provider::Mark& mark : events.marks) {
    if (mark.event >= index) mark.event += inserted.size();
  }
  events.events.insert(events.events.begin() + static_cast<std::ptrdiff_t>(index),
                       std::make_move_iterator(inserted.begin()), std::make_move_iterator(inserted.end()));
}

void erase_event(provider::Events& events, std::size_t index) {
  erase_events(events, {&index, 1});
}

void erase_events(provider::Events& events, std::span<const std::size_t> indices) {
  std::vector<provider::Event> kept;
  kept.reserve(events.events.size() - indices.size());
  auto next = indices.begin();
  for (std::size_t index = 0; index < events.events.size(); ++index) {
    if (next != indices.end() && *next == index) {
      ++next;
    } else {
      kept.push_back(std::move(events.events[index]));
    }
  }
  events.events = std::move(kept);
  for (provider::Mark& mark : events.marks) {
    mark.event -= static_cast<std::size_t>(std::ranges::lower_bound(indices, mark.event) - indices.begin());
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

}  // namespace wiretape::fault
