#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "wiretape/core/fault/edit/json_edit.h"
#include "wiretape/core/fault/fault.h"
#include "wiretape/core/fault/misfits.h"
#include "wiretape/core/program/stage/body_edit.h"
#include "wiretape/core/wire/sse/sse_lines.h"

//     data: {"a":1,"b":2}     data: {"a":1,
//                             data: "b":2}

namespace wiretape::fault {
namespace {

constexpr std::array multi_line_data_parameters{
    FaultParameter{.name = "lines",
                   .kind = FaultParameter::Kind::count,
                   .standard = "2",
                   .meaning = "how many lines it comes to",
                   .least = 2,
                   .most = 10'000},
};

/// The one data line of an event.
struct DataLine {
  std::size_t offset;  // of its data in the body
  wire::SseLine line;

  [[nodiscard]] std::string_view prefix() const { return wire::field_prefix(line.text); }
  [[nodiscard]] std::string_view data() const { return line.text.substr(prefix().size()); }
};

std::optional<DataLine> only_data_line(const program::Body& body, std::size_t event) {
  const std::size_t end = program::event_end(body, event);
  std::string_view rest = std::string_view(body.bytes).substr(0, end).substr(body.event_starts[event]);
  std::optional<DataLine> found;
  while (!rest.empty()) {
    const std::size_t begin = end - rest.size();
    const wire::SseLine line = wire::take_line(rest);
    if (!wire::is_data_line(line.text)) continue;
    if (found) return std::nullopt;
    found = DataLine{begin + wire::field_prefix(line.text).size(), line};
  }
  return found;
}

FaultResult apply_multi_line_data(program::Response& response, const FaultCall& call) {
  program::Body& body = response.body;
  if (body.event_starts.empty()) return no_stream();
  const std::size_t event = program::event_from(body, call.place);
  if (event == body.event_starts.size()) return no_event_behind();
  const auto data = only_data_line(body, event);
  if (!data || !is_json_object(data->data())) {
    return Misfit{"an event whose data is no JSON object in one line", "a place before an event that has one"};
  }
  const std::vector<std::size_t> places = blank_places(data->data());
  const std::size_t lines = call.arguments().count("lines");
  if (lines > places.size() + 1) {
    return Misfit{fmt::format("JSON that can be broken in {} places", places.size()),
                  fmt::format("lines=2 to {}", places.size() + 1)};
  }
  const std::string text = fmt::format("{}{}", data->line.line_end, data->prefix());
  std::vector<program::Replacement> replacements;
  for (std::size_t line = 1; line < lines; ++line)
    replacements.push_back({data->offset + places[line * places.size() / lines], 0, text});
  program::replace_all(body, replacements);
  return {};
}

}  // namespace

extern const FaultType multi_line_data_fault;
constinit const FaultType multi_line_data_fault{
    .name = "multi_line_data",
    .family = "events",
    .summary =
        "Breaks the data of the event behind the place into several `data:` lines, where JSON allows white space.",
    .seen = "An event of several `data:` lines, which joined by LF are the same JSON.",
    .function = BodyFault{apply_multi_line_data},
    .parameters = multi_line_data_parameters,
    .places = PlaceUse::of_body,
    .standard_place = "first_text",
    .framings = only_server_sent_events,
};

}  // namespace wiretape::fault
