#include <array>
#include <variant>
#include <vector>

#include "wiretape/core/fault/edit/events_edit.h"
#include "wiretape/core/fault/fault.h"
#include "wiretape/core/fault/misfits.h"
#include "wiretape/core/fault/size_budget.h"

namespace wiretape::fault {
namespace {

constexpr std::array duplicate_parameters{
    FaultParameter{.name = "count",
                   .kind = FaultParameter::Kind::count,
                   .standard = "1",
                   .meaning = "how often the event comes again",
                   .least = 1,
                   .most = 10'000},
};

FaultResult apply_duplicate(provider::Events& events, const FaultCall& call) {
  const std::size_t index = next_data_event(events, call.place);
  if (index == events.events.size()) return no_event_behind();
  const auto count = call.arguments().count("count");
  const auto& event = std::get<provider::DataEvent>(events.events[index]);
  const auto size = event.name.size() + event.data.size() + event.verbatim.size();
  if (auto misfit = beyond_budget(events, count, count * size)) return misfit;
  insert_events(events, index + 1, std::vector(count, events.events[index]));
  return {};
}

}  // namespace

extern const FaultType duplicate_fault;
constinit const FaultType duplicate_fault{
    .name = "duplicate",
    .family = "events",
    .summary = "Sends the event behind the place again, right after it.",
    .seen = "The same event, byte for byte, twice or more in a row.",
    .function = EventsFault{apply_duplicate},
    .parameters = duplicate_parameters,
    .places = PlaceUse::of_events,
    .standard_place = "first_text",
};

}  // namespace wiretape::fault
