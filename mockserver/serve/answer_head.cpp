#include "wiretape/mockserver/serve/answer_head.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <system_error>

#include "wiretape/core/wire/http/http_field_lines.h"
#include "wiretape/core/wire/http/retry_after.h"

namespace wiretape::mockserver {
namespace {

constexpr std::string_view head_end = "\r\n\r\n";
constexpr int switching_protocols = 101;  // is no informational response: no other follows it

/// Of "HTTP/1.1 200 OK".
int status_of(std::string_view bytes) {
  constexpr std::size_t before = 9;
  constexpr std::size_t digits = 3;
  int status = 0;
  if (bytes.size() < before + digits) return 0;
  const auto text = bytes.substr(before, digits);
  const auto [end, error] = std::from_chars(text.data(), text.data() + digits, status);
  return error == std::errc{} && end == text.data() + digits ? status : 0;
}

/// The lines of the fields, each with its end; "" where a fault has left them in pieces.
std::string_view field_lines(std::string_view bytes) {
  const auto end = bytes.find(head_end);
  const auto begin = bytes.find("\r\n");
  return end == bytes.npos || begin == end ? "" : bytes.substr(begin + 2, end - begin);
}

}  // namespace

AnswerHead answer_head(const program::WireProgram& program, std::chrono::system_clock::time_point (*now)()) {
  std::string_view bytes = program.bytes;
  auto status = status_of(bytes);
  while (status >= 100 && status < 200 && status != switching_protocols) {
    const auto end = bytes.find(head_end);
    bytes.remove_prefix(end == bytes.npos ? bytes.size() : end + head_end.size());
    status = status_of(bytes);
  }
  // Most answers are a success: those need no look at their fields.
  if (status < 300) return {status, std::nullopt};
  return {status, wire::retry_after(wire::HttpFieldLines::read(field_lines(bytes)), now())};
}

}  // namespace wiretape::mockserver
