#include "wiretape/core/wire/sse/sse_lines.h"

#include <algorithm>
#include <cstddef>

namespace wiretape::wire {
namespace {

/// `data` as fields that look like `line`: the same blank or none behind the colon, the same line end.
void append_data_lines(std::string& out, const SseLine& line, std::string_view data) {
  const std::string_view prefix = field_prefix(line.text).ends_with(' ') ? "data: " : "data:";
  bool has_more = true;
  while (has_more) {
    const SseLine each = data.empty() ? SseLine{} : take_line(data);
    // A blank of the data itself needs the other one before it.
    out.append(each.text.starts_with(' ') ? "data: " : prefix).append(each.text).append(line.line_end);
    has_more = !each.line_end.empty();
  }
}

}  // namespace

SseLine take_line(std::string_view& bytes) {
  const std::size_t length = std::min(bytes.find_first_of("\r\n"), bytes.size());
  const std::string_view behind = bytes.substr(length);
  const SseLine line{bytes.substr(0, length), behind.substr(0, behind.starts_with("\r\n") ? 2 : 1)};
  bytes.remove_prefix(length + line.line_end.size());
  return line;
}

std::string_view field_prefix(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == line.npos) return line;
  return line.substr(0, line.substr(colon + 1).starts_with(' ') ? colon + 2 : colon + 1);
}

bool is_data_line(std::string_view line) {
  return line.substr(0, line.find(':')) == "data";
}

std::string with_data(std::string_view recorded, std::string_view data) {
  std::string out;
  bool is_written = false;
  while (!recorded.empty()) {
    const SseLine line = take_line(recorded);
    if (!is_data_line(line.text)) {
      out.append(line.text).append(line.line_end);
    } else if (!is_written) {
      append_data_lines(out, line, data);
      is_written = true;
    }
  }
  return is_written ? out : std::string();
}

}  // namespace wiretape::wire
