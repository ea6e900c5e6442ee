#include <string_view>
#include <vector>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/fault/misfits.h"
#include "wiretape/core/program/stage/body_edit.h"
#include "wiretape/core/wire/sse/sse_lines.h"

namespace wiretape::fault {
namespace {

FaultResult apply_missing_blank_line(program::Response& response, const FaultCall& call) {
  program::Body& body = response.body;
  if (body.event_starts.empty()) return no_stream();
  const std::size_t event = program::event_from(body, call.place);
  if (event == body.event_starts.size()) return no_event_behind();
  if (event == 0) return Misfit{"no event before the place", "a place between two events, such as event=2"};
  const std::size_t end = body.event_starts[event];
  std::vector<program::Replacement> replacements;  // several, where comments stand between the events
  for (std::string_view rest = std::string_view(body.bytes).substr(0, end).substr(body.event_starts[event - 1]);
       !rest.empty();) {
    const std::size_t begin = end - rest.size();
    const wire::SseLine line = wire::take_line(rest);
    if (line.text.empty()) replacements.push_back({begin, line.line_end.size(), ""});
  }
  program::replace_all(body, replacements);
  return {};
}

}  // namespace

extern const FaultType missing_blank_line_fault;
constinit const FaultType missing_blank_line_fault{
    .name = "missing_blank_line",
    .family = "events",
    .summary = "Leaves out the blank line between the event behind the place and the one before.",
    .seen = "Two events that read as one: the data of both, joined by LF, under the name of the second.",
    .function = BodyFault{apply_missing_blank_line},
    .places = PlaceUse::of_body,
    .standard_place = "first_text",
    .framings = only_server_sent_events,
};

}  // namespace wiretape::fault
