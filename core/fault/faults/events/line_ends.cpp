#include <array>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/fault/misfits.h"
#include "wiretape/core/program/stage/body_edit.h"
#include "wiretape/core/wire/sse/sse_lines.h"

namespace wiretape::fault {
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

/// Takes the next line with its end, which is returned; empty where there is none. CR alone ends no line of NDJSON.
std::string_view take_line_end(std::string_view& rest, bool has_bare_cr) {
  std::string_view line_end;
  do {
    line_end = wire::take_line(rest).line_end;
  } while (line_end == "\r" && !has_bare_cr && !rest.empty());
  return line_end == "\r" && !has_bare_cr ? std::string_view() : line_end;
}

/// Where the first line end begins that does not follow a CR, which is to stay.
std::size_t first_place(std::string_view bytes, std::size_t place) {
  while (place > 0 && place < bytes.size() && bytes[place - 1] == '\r' &&
         (bytes[place] == '\r' || bytes[place] == '\n'))
    ++place;
  return place;
}

FaultResult apply_line_ends(program::Response& response, const FaultCall& call) {
  program::Body& body = response.body;
  if (body.event_starts.empty()) return no_stream();
  const std::string_view to = call.arguments().text("to");
  const bool has_bare_cr = call.context.framing == wire::Framing::sse;
  if (!has_bare_cr && (to == "cr" || to == "mixed")) {
    return Misfit{fmt::format("line ends of CR alone in a stream of {}", wire::codec_of(*call.context.framing).name),
                  "to=crlf or to=lf"};
  }
  const auto ends = line_ends(to);
  const std::size_t first = first_place(body.bytes, call.place);
  std::vector<program::Replacement> replacements;
  for (std::string_view rest = std::string_view(body.bytes).substr(first); !rest.empty();) {
    const std::string_view line_end = take_line_end(rest, has_bare_cr);
    if (line_end.empty()) break;
    const std::size_t offset = body.bytes.size() - rest.size() - line_end.size();
    replacements.push_back({offset, line_end.size(), ends[replacements.size() % ends.size()]});
  }
  program::replace_all(body, replacements);
  return {};
}

}  // namespace

extern const FaultType line_ends_fault;
constinit const FaultType line_ends_fault{
    .name = "line_ends",
    .family = "events",
    .summary = "Ends all lines from the place on in another way, which the framing allows.",
    .seen = "The same events with CRLF, CR, LF or all of them as line ends; NDJSON has CRLF and LF.",
    .function = BodyFault{apply_line_ends},
    .parameters = line_ends_parameters,
    .places = PlaceUse::of_body,
    .standard_place = "start",
    .framings = only_bodies,
};

}  // namespace wiretape::fault
