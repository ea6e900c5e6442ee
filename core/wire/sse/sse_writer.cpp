#include "wiretape/core/wire/sse/sse_writer.h"

//   event: name⏎      only where there is a name
//   data: line⏎       one for each line of the data, at least one
//   ⏎

namespace wiretape::wire {
namespace {

constexpr std::string_view line_breaks = "\r\n";

// Appends each line of `text`, also an empty last one, after `prefix`.
void append_lines(std::string& out, std::string_view prefix, std::string_view text) {
  for (;;) {
    const std::size_t length = text.find_first_of(line_breaks);
    out.append(prefix).append(text.substr(0, length)).append(1, '\n');
    if (length == std::string_view::npos) return;
    text.remove_prefix(length);
    text.remove_prefix(text.starts_with("\r\n") ? 2 : 1);
  }
}

// Appends a field that can't go over several lines. A break in it would let its text forge other fields.
void append_one_line(std::string& out, std::string_view prefix, std::string_view text) {
  out.append(prefix);
  for (const char byte : text) {
    if (byte != '\r' && byte != '\n') out += byte;
  }
  out += '\n';
}

}  // namespace

void append_sse_event(std::string& out, std::string_view name, std::string_view data) {
  if (!name.empty()) append_sse_name(out, name);
  append_lines(out, "data: ", data);
  out += '\n';
}

void append_sse_comment(std::string& out, std::string_view text) {
  append_lines(out, ":", text);
  out += '\n';
}

void append_sse_id(std::string& out, std::string_view id) {
  append_one_line(out, "id: ", id);
}

void append_sse_name(std::string& out, std::string_view name) {
  append_one_line(out, "event: ", name);
}

void append_sse_retry(std::string& out, std::uint64_t milliseconds) {
  append_one_line(out, "retry: ", std::to_string(milliseconds));
}

}  // namespace wiretape::wire
