#include "wiretape/convert/curl/line_ends.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace wiretape::convert {
namespace {

constexpr std::array<std::string_view, 5> line_begins{"data:", "event:", "id:", "retry:", ":"};

bool begins_line(std::string_view rest, wire::Framing framing) {
  if (rest.empty()) return true;
  if (framing == wire::Framing::ndjson) return rest.front() == '{';
  return std::ranges::any_of(line_begins, [&](std::string_view begin) { return rest.starts_with(begin); });
}

/// What JSON, `[DONE]` and the names of events end in.
bool may_end_line(char byte) {
  return byte == '}' || byte == ']' || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

}  // namespace

void restore_line_ends(std::string& body, wire::Framing framing) {
  const std::string_view text = body;
  for (std::size_t at = body.find('.'); at != std::string::npos; at = body.find('.', at)) {
    const std::size_t end = std::min(body.find_first_not_of('.', at), body.size());
    const bool is_line_end =
        end - at <= 2 && begins_line(text.substr(end), framing) && (at == 0 || may_end_line(body[at - 1]));
    if (is_line_end)
      std::fill(body.begin() + static_cast<std::ptrdiff_t>(at), body.begin() + static_cast<std::ptrdiff_t>(end), '\n');
    at = end;
  }
}

}  // namespace wiretape::convert
