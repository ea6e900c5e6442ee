#include <string_view>
#include <vector>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/fault/misfits.h"
#include "wiretape/core/program/stage/body_edit.h"
#include "wiretape/core/wire/sse/sse_lines.h"

namespace wiretape::fault {
namespace {

/// Whether the line is a field with one blank behind its colon; a second one would be the value's own.
bool has_optional_space(std::string_view line) {
  const std::string_view prefix = wire::field_prefix(line);
  return !line.starts_with(':') && prefix.ends_with(": ") && !line.substr(prefix.size()).starts_with(' ');
}

FaultResult apply_no_space(program::Response& response, const FaultCall& call) {
  program::Body& body = response.body;
  if (body.event_starts.empty()) return no_stream();
  std::vector<program::Replacement> replacements;
  for (std::string_view rest = body.bytes; !rest.empty();) {
    const std::size_t begin = body.bytes.size() - rest.size();
    const std::string_view line = wire::take_line(rest).text;
    if (begin >= call.place && has_optional_space(line)) {
      replacements.push_back({begin + wire::field_prefix(line).size() - 1, 1, ""});
    }
  }
  program::replace_all(body, replacements);
  return {};
}

}  // namespace

extern const FaultType no_space_fault;
constinit const FaultType no_space_fault{
    .name = "no_space",
    .family = "events",
    .summary = "Leaves out the blank behind the colon of each field, which event streams allow, from the place on.",
    .seen = "The same events, as `data:{…}` in place of `data: {…}`.",
    .function = BodyFault{apply_no_space},
    .places = PlaceUse::of_body,
    .standard_place = "start",
    .framings = only_server_sent_events,
};

}  // namespace wiretape::fault
