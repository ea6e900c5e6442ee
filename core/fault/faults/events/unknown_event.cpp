#include <array>
#include <string>
#include <vector>

#include "wiretape/core/fault/edit/events_edit.h"
#include "wiretape/core/fault/fault.h"
#include "wiretape/core/text/json/json_text.h"

namespace wiretape::fault {
namespace {

constexpr std::array unknown_event_parameters{
    FaultParameter{.name = "name",
                   .kind = FaultParameter::Kind::text,
                   .standard = "unheard_of",
                   .meaning = "the name, in the `event` field and as `type` in the data"},
    FaultParameter{.name = "data",
                   .kind = FaultParameter::Kind::text,
                   .standard = "",
                   .meaning = R"(the data in place of {"type":"<name>"})"},
};

std::string data_of(const FaultArguments& arguments) {
  if (arguments.has("data")) return arguments.text("data");
  std::string data = R"({"type":)";
  text::append_json_string(data, arguments.text("name"));
  return data += '}';
}

FaultResult apply_unknown_event(provider::Events& events, const FaultCall& call) {
  const FaultArguments& arguments = call.arguments();
  insert_events(events, call.place, {provider::DataEvent{arguments.text("name"), data_of(arguments), {}}});
  return {};
}

}  // namespace

extern const FaultType unknown_event_fault;
constinit const FaultType unknown_event_fault{
    .name = "unknown_event",
    .family = "events",
    .summary = "Puts in an event of a name that no provider has.",
    .seen = "An event more before the place, sound but unknown.",
    .function = EventsFault{apply_unknown_event},
    .parameters = unknown_event_parameters,
    .places = PlaceUse::of_events,
    .standard_place = "first_text",
};

}  // namespace wiretape::fault
