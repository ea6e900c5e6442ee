#include <array>
#include <string_view>
#include <vector>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/fault/misfits.h"
#include "wiretape/core/program/stage/body_edit.h"
#include "wiretape/core/wire/sse/sse_lines.h"

namespace wiretape::program {
namespace {

constexpr std::array line_ends_parameters{
    FaultParameter{.name = "to",
                   .kind = FaultParameter::Kind::word,
                   .standard = "crlf",
                   .meaning = "what lines end in; mixed is LF, CR, CRLF in turn",
                   .words = "crlf|cr|lf|mixed"},
};

/// Line ends, taken in turn. None of these lets an LF follow a CR: the two would make one line end.
std::vector<std::string_view> line_ends(std::string_view to) {
  if (to == "crlf") return {"\r\n"};
  if (to == "cr") return {"\r"};
  if (to == "lf") return {"\n"};
  return {"\n", "\r", "\r\n"};
}

/// Where the first line end begins that does not follow a CR, which is to stay.
std::size_t first_place(std::string_view bytes, std::size_t place) {
  while (place > 0 && place < bytes.size() && bytes[place - 1] == '\r' &&
         (bytes[place] == '\r' || bytes[place] == '\n'))
    ++place;
  return place;
}

FaultResult apply_line_ends(Response& response, const FaultCall& call) {
  Body& body = response.body;
  if (body.event_starts.empty()) return no_stream();
  const auto ends = line_ends(call.arguments().text("to"));
  const std::size_t first = first_place(body.bytes, call.place);
  std::vector<Replacement> replacements;
  for (std::string_view rest = std::string_view(body.bytes).substr(first); !rest.empty();) {
    const std::string_view line_end = wire::take_line(rest).line_end;
    if (line_end.empty()) break;
    const std::size_t offset = body.bytes.size() - rest.size() - line_end.size();
    replacements.push_back({offset, line_end.size(), ends[replacements.size() % ends.size()]});
  }
  replace_all(body, replacements);
  return {};
}

}  // namespace

extern const FaultType line_ends_fault;
constinit const FaultType line_ends_fault{
    .name = "line_ends",
    .family = "events",
    .summary = "Ends all lines from the place on in another way, which event streams allow.",
    .seen = "The same events with CRLF, CR, LF or all of them as line ends.",
    .function = BodyFault{apply_line_ends},
    .parameters = line_ends_parameters,
    .places = PlaceUse::of_body,
    .standard_place = "start",
};

}  // namespace wiretape::program
