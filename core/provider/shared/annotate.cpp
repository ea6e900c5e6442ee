#include "wiretape/core/provider/shared/annotate.h"

#include <cstddef>
#include <variant>

#include "wiretape/core/provider/shared/mark_collector.h"

namespace wiretape::provider {

std::vector<Mark> annotate_with(Decoder& decoder, const std::vector<Event>& events) {
  MarkCollector collector;
  std::vector<Delta> deltas;
  for (std::size_t place = 0; place < events.size(); ++place) {
    const auto* event = std::get_if<DataEvent>(&events[place]);
    if (event == nullptr) continue;
    deltas.clear();
    decoder.decode({event->name, event->data}, deltas);
    EventContent content;
    for (const Delta& delta : deltas)
      content.add(delta);
    collector.add(place, content);
  }
  return collector.marks();
}

std::vector<Mark> annotate(const Dialect& dialect, const std::vector<Event>& events) {
  return annotate_with(*dialect.read.make_decoder(), events);
}

}  // namespace wiretape::provider
