#include "wiretape/core/wire/body_layout.h"

#include <algorithm>
#include <array>

#include "wiretape/core/text/byte_order_mark.h"

namespace wiretape::wire {
namespace {

using text::byte_order_mark;
constexpr std::string_view blanks = " \t\r\n";

enum class Answer : std::uint8_t { no, not_yet, yes };

/// Whether a line is the field of that name: the name alone, or with a colon behind it.
Answer is_field(std::string_view line, std::string_view name) {
  if (line.size() <= name.size()) return name.starts_with(line) ? Answer::not_yet : Answer::no;
  const char behind = line[name.size()];
  return line.starts_with(name) && (behind == ':' || behind == '\r' || behind == '\n') ? Answer::yes : Answer::no;
}

/// Whether a line that is not blank is one of an event stream (WHATWG HTML section 9.2.5), or llama.cpp's `error:`.
Answer is_event_line(std::string_view line) {
  constexpr std::array<std::string_view, 5> names{"data", "event", "id", "retry", "error"};
  if (line.front() == ':') return Answer::yes;
  auto most = Answer::no;
  for (const auto name : names)
    most = std::max(most, is_field(line, name));
  return most;
}

}  // namespace

BodyLayout LayoutSniffer::look(std::string_view body) {
  if (line_begin_ == 0) {
    if (body.size() < byte_order_mark.size() && byte_order_mark.starts_with(body)) return BodyLayout::unknown;
    if (body.starts_with(byte_order_mark)) line_begin_ = byte_order_mark.size();
  }
  for (;;) {
    line_begin_ = std::min(body.find_first_not_of(blanks, line_begin_), body.size());
    const auto rest = body.substr(line_begin_);
    const auto found = rest.empty() ? BodyLayout::unknown : look_at_line(rest);
    const auto so_far = is_json_ ? BodyLayout::json : BodyLayout::unknown;
    if (found != BodyLayout::json) return found == BodyLayout::unknown ? so_far : found;

    const auto end = body.find_first_of("\r\n", std::max(searched_, line_begin_));
    searched_ = std::min(end, body.size());
    if (end == std::string_view::npos) return BodyLayout::json;
    line_end_ = body[body.find_last_not_of(blanks, end)];
    line_begin_ = end;
  }
}

/// `rest` begins with the line, and not with a blank. `json`: go on to the next line.
BodyLayout LayoutSniffer::look_at_line(std::string_view rest) {
  const auto answer = is_event_line(rest);
  if (answer == Answer::yes) return BodyLayout::events;
  if (answer == Answer::not_yet) return BodyLayout::unknown;
  const char first = rest.front();
  if (is_json_) return is_object_ && first == '{' && line_end_ == '}' ? BodyLayout::lines : BodyLayout::json;
  is_object_ = first == '{';
  is_json_ = is_object_ || first == '[';
  return is_json_ ? BodyLayout::json : BodyLayout::other;
}

}  // namespace wiretape::wire
