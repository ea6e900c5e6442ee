#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "wiretape/core/fault/edit/events_edit.h"
#include "wiretape/core/fault/edit/json_edit.h"
#include "wiretape/core/fault/fault.h"
#include "wiretape/core/fault/misfits.h"
#include "wiretape/core/fault/size_budget.h"

//     {"a":1}          a member more           {"a":1,"padding":"xxxx"}
//     ["a"]  "a"  1    white space             ["a"]␣␣␣␣␣
//     bye              the padding itself      byexxxxx

namespace wiretape::fault {
namespace {

constexpr std::array huge_event_parameters{
    FaultParameter{.name = "bytes",
                   .kind = FaultParameter::Kind::count,
                   .standard = "1048576",
                   .meaning = "the size of the event's data afterwards",
                   .least = 1,
                   .most = std::uint64_t{64} << 20},
};
constexpr std::string_view empty_member = R"("padding":"")";

/// The data grown by nothing, and where to put the padding.
struct Growth {
  std::string data;
  std::size_t place;
  char padding;
};

Growth growth_of(const std::string& data) {
  if (!is_json_object(data)) return {data, data.size(), is_json(data) ? ' ' : 'x'};
  Growth growth{data, 0, 'x'};
  append_member(growth.data, empty_member);
  growth.place = members_end(growth.data) - 1;
  return growth;
}

FaultResult apply_huge_event(provider::Events& events, const FaultCall& call) {
  const std::size_t index = next_data_event(events, call.place);
  if (index == events.events.size()) return no_event_behind();
  auto& event = std::get<provider::DataEvent>(events.events[index]);
  Growth growth = growth_of(event.data);
  const std::size_t bytes = call.arguments().count("bytes");
  if (bytes < growth.data.size()) {
    return Misfit{fmt::format("an event whose data has {} bytes already", event.data.size()),
                  fmt::format("bytes={} or more", growth.data.size())};
  }
  // Twice: a recorded event has the data in its own bytes, too.
  if (auto misfit = beyond_budget(events, 0, event.verbatim.empty() ? bytes : 2 * bytes)) return misfit;
  growth.data.insert(growth.place, bytes - growth.data.size(), growth.padding);
  set_data(event, std::move(growth.data));
  return {};
}

}  // namespace

extern const FaultType huge_event_fault;
constinit const FaultType huge_event_fault{
    .name = "huge_event",
    .family = "events",
    .summary = "Pads the data of the event behind the place to a size; JSON stays sound, with a member `padding` more.",
    .seen = "One event far longer than the others, in one `data:` line.",
    .function = EventsFault{apply_huge_event},
    .parameters = huge_event_parameters,
    .places = PlaceUse::of_events,
    .standard_place = "first_text",
};

}  // namespace wiretape::fault
