#include <cstddef>
#include <string>
#include <variant>

#include "wiretape/core/wire/framing.h"
#include "wiretape/core/wire/json_array/json_array_parser.h"

//   [{"a":1}⏎,␍⏎{"b":2}⏎]
//   ^start  ^end, where the next event starts with its comma; the end of the array belongs to none

namespace wiretape::wire {
namespace {

void append_json_array_event(std::string& out, const FrameParts& event) {
  out += out.empty() ? "[" : "\n,\r\n";
  out += event.data;
}

std::vector<FoundFrame> find_json_array_elements(std::string_view bytes) {
  std::vector<FoundFrame> found;
  JsonArrayParser parser(bytes.size());
  std::string_view rest = bytes;
  std::size_t start = 0;
  while (true) {
    const JsonArrayItem item = parser.next(rest);
    const auto* element = std::get_if<JsonArrayElement>(&item);
    if (element == nullptr) return found;
    const std::size_t end = bytes.size() - rest.size();
    found.push_back({.start = start, .end = end, .data = std::string(element->text)});
    start = end;
  }
}

std::optional<std::size_t> json_array_data_place(std::string_view event) {
  JsonArrayParser parser(event.size());
  std::string_view rest = event;
  const JsonArrayItem item = parser.next(rest);
  const auto* element = std::get_if<JsonArrayElement>(&item);
  const std::size_t open = element == nullptr ? parser.rest().size() : element->text.size();
  return open == 0 ? std::nullopt : std::optional(event.size() - rest.size() - open);
}

std::string with_json_array_data(std::string_view event, std::string_view data) {
  const auto place = json_array_data_place(event);
  std::string out(event.substr(0, place.value_or(event.size())));
  return out.append(data);
}

}  // namespace

extern const FramingCodec json_array_codec;
constinit const FramingCodec json_array_codec{
    .name = "elements of a JSON array",
    .media_types = {},
    .has_names = false,
    .has_line_breaks = true,
    .append_event = append_json_array_event,
    .append_comment = nullptr,
    .append_fields = nullptr,
    .find = find_json_array_elements,
    .with_data = with_json_array_data,
    .data_place = json_array_data_place,
    .end = "\n]",
};

}  // namespace wiretape::wire
