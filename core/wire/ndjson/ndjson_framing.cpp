#include <algorithm>
#include <array>

#include "wiretape/core/wire/framing.h"
#include "wiretape/core/wire/ndjson/ndjson_parser.h"

//   {"a":1}⏎⏎{"b":2}␍⏎␠⏎{"c":3}
//   ^start  ^end (with the blank lines behind it an event's bytes are what is before the next)

namespace wiretape::wire {
namespace {

constexpr std::array<std::string_view, 6> ndjson_types{"application/x-ndjson",    "application/ndjson",
                                                       "application/x-jsonlines", "application/jsonlines",
                                                       "application/x-jsonl",     "application/jsonl"};

// A line break means a blank in JSON, where it may stand at all.
void append_line(std::string& out, std::string_view data) {
  for (const char byte : data)
    out += byte == '\n' || byte == '\r' ? ' ' : byte;
}

void append_ndjson_event(std::string& out, const FrameParts& event) {
  append_line(out, event.data);
  out += '\n';
}

std::vector<FoundFrame> find_ndjson_lines(std::string_view bytes) {
  std::vector<FoundFrame> found;
  for (std::size_t start = 0; start < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', start), bytes.size() - 1) + 1;
    std::string_view line = bytes.substr(start, end - start);
    if (line.ends_with('\n')) line.remove_suffix(1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!is_blank_line(line)) found.push_back({.start = start, .end = end, .data = std::string(line)});
    start = end;
  }
  return found;
}

std::string with_ndjson_data(std::string_view event, std::string_view data) {
  std::string out;
  append_line(out, data);
  std::size_t line_end = std::min(event.find('\n'), event.size());
  if (line_end > 0 && event[line_end - 1] == '\r') --line_end;
  return out.append(event.substr(line_end));
}

std::optional<std::size_t> ndjson_data_place(std::string_view event) {
  return is_blank_line(event) ? std::nullopt : std::optional(std::size_t{0});
}

}  // namespace

extern const FramingCodec ndjson_codec;
constinit const FramingCodec ndjson_codec{
    .name = "NDJSON lines",
    .media_types = ndjson_types,
    .has_names = false,
    .has_line_breaks = false,
    .append_event = append_ndjson_event,
    .append_comment = nullptr,
    .append_fields = nullptr,
    .find = find_ndjson_lines,
    .with_data = with_ndjson_data,
    .data_place = ndjson_data_place,
};

}  // namespace wiretape::wire
