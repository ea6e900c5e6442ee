#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "wiretape/core/provider/events.h"

namespace wiretape::provider {

/// Gives each event that has data the data that `edit(place, event)` makes of it; nullopt leaves it as it is. `place`
/// is the event's index.
template <class Edit>
void edit_each_event(std::vector<Event>& events, Edit edit) {
  for (std::size_t place = 0; place < events.size(); ++place) {
    auto* event = std::get_if<DataEvent>(&events[place]);
    if (event == nullptr) continue;
    if (std::optional<std::string> data = edit(place, *event)) set_data(*event, *std::move(data));
  }
}

}  // namespace wiretape::provider
