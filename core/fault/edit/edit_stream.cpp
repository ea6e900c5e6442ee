#include "wiretape/core/fault/edit/edit_stream.h"

#include <algorithm>
#include <variant>

#include "wiretape/core/fault/edit/events_edit.h"

namespace wiretape::fault {

Misfit no_dialect() {
  return {"a stream of no known dialect", "an exchange with a `dialect:`, or a request to a dialect's own path"};
}

std::size_t edit_datas(provider::Events& events,
                       const std::function<std::optional<std::string>(std::string_view data)>& edit) {
  std::size_t count = 0;
  std::vector<std::size_t> emptied;
  for (std::size_t index = next_data_event(events, 0); index < events.events.size();
       index = next_data_event(events, index + 1)) {
    auto& event = std::get<provider::DataEvent>(events.events[index]);
    auto data = edit(event.data);
    if (!data) continue;
    ++count;
    if (data->empty()) {
      emptied.push_back(index);
    } else {
      set_data(event, *std::move(data));
    }
  }
  erase_events(events, emptied);
  return count;
}

std::vector<std::size_t> terminators_in(const provider::Events& events, const provider::Dialect& dialect) {
  std::vector<std::size_t> found;
  std::vector<provider::Delta> deltas;
  const auto decoder = dialect.read.make_decoder();
  const auto ends = [](const provider::Delta& delta) {
    return std::holds_alternative<provider::TerminatorDelta>(delta);
  };
  for (std::size_t index = 0; index < events.events.size(); ++index) {
    const auto* event = std::get_if<provider::DataEvent>(&events.events[index]);
    if (event == nullptr) continue;
    deltas.clear();
    decoder->decode({event->name, event->data}, deltas);
    if (std::ranges::any_of(deltas, ends)) found.push_back(index);
  }
  return found;
}

}  // namespace wiretape::fault
