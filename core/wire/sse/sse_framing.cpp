#include <algorithm>
#include <array>
#include <utility>

#include "wiretape/core/text/byte_order_mark.h"
#include "wiretape/core/wire/framing.h"
#include "wiretape/core/wire/sse/sse_lines.h"
#include "wiretape/core/wire/sse/sse_parser.h"
#include "wiretape/core/wire/sse/sse_writer.h"

namespace wiretape::wire {
namespace {

constexpr std::array<std::string_view, 1> sse_types{"text/event-stream"};

void append_framed_event(std::string& out, const FrameParts& event) {
  if (event.id) append_sse_id(out, *event.id);
  append_sse_event(out, event.name, event.data);
}

void append_framed_fields(std::string& out, const FrameFields& fields) {
  if (fields.id) append_sse_id(out, *fields.id);
  if (fields.name) append_sse_name(out, *fields.name);
  if (fields.retry) append_sse_retry(out, *fields.retry);
  out += '\n';
}

/// The first line in bytes[from, to) that is neither blank nor a comment: where an event begins.
std::size_t event_start(std::string_view bytes, std::size_t from, std::size_t to) {
  if (from == 0 && bytes.starts_with(text::byte_order_mark)) from = text::byte_order_mark.size();
  while (from < to) {
    if (bytes[from] == '\r' || bytes[from] == '\n') {
      ++from;
    } else if (bytes[from] == ':') {
      from = std::min(to, bytes.find_first_of("\r\n", from));
    } else {
      break;
    }
  }
  return from;
}

/// Where the comment line begins whose line end is the last before `end`.
std::size_t comment_start(std::string_view bytes, std::size_t end, std::size_t text_length) {
  const std::size_t line_end = bytes.substr(0, end).ends_with("\r\n") ? 2 : 1;
  return end - line_end - text_length - 1;
}

class SseFinder {
 public:
  explicit SseFinder(std::string_view bytes) : bytes_(bytes), parser_({.line = bytes.size(), .event = bytes.size()}) {}

  std::vector<FoundFrame> find() {
    std::string_view input = bytes_;
    while (!input.empty()) {
      const SseItem item = parser_.next(input);
      const std::size_t end = bytes_.size() - input.size();
      if (const auto* event = std::get_if<SseEvent>(&item)) take(*event, end);
      if (const auto* comment = std::get_if<SseComment>(&item)) {
        found_.push_back({.kind = FoundFrame::Kind::comment,
                          .start = comment_start(bytes_, end, comment->text.size()),
                          .end = end,
                          .data = std::string(comment->text)});
      }
      if (std::holds_alternative<SseTooLarge>(item)) break;  // no line is longer than the whole
    }
    std::ranges::stable_sort(found_, {}, &FoundFrame::start);  // a comment inside an event comes out before it
    return std::move(found_);
  }

 private:
  void take(const SseEvent& event, std::size_t end) {
    const std::string_view name = event.name == "message" ? "" : event.name;
    found_.push_back({.start = event_start(bytes_, event_end_, end),
                      .end = end,
                      .name = std::string(name),
                      .data = std::string(event.data)});
    event_end_ = end;
  }

  std::string_view bytes_;
  SseParser parser_;
  std::vector<FoundFrame> found_;
  std::size_t event_end_ = 0;
};

std::vector<FoundFrame> find_sse_frames(std::string_view bytes) {
  return SseFinder(bytes).find();
}

std::optional<std::size_t> sse_data_place(std::string_view event) {
  for (std::string_view rest = event; !rest.empty();) {
    const std::size_t begin = event.size() - rest.size();
    const SseLine line = take_line(rest);
    if (is_data_line(line.text)) return begin + field_prefix(line.text).size();
  }
  return std::nullopt;
}

}  // namespace

extern const FramingCodec sse_codec;
constinit const FramingCodec sse_codec{
    .name = "server-sent events",
    .media_types = sse_types,
    .has_names = true,
    .has_line_breaks = true,
    .append_event = append_framed_event,
    .append_comment = append_sse_comment,
    .append_fields = append_framed_fields,
    .find = find_sse_frames,
    .with_data = with_data,
    .data_place = sse_data_place,
};

}  // namespace wiretape::wire
