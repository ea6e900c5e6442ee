#include "wiretape/core/wire/http/http_head_parser.h"

#include "wiretape/core/wire/http/http_characters.h"

// All has been checked before, line by line: what is left is to cut.

namespace wiretape::wire {
namespace {

/// Takes the text before `separator` off the front of `text`, and the separator with it; all of it where there is none.
std::string_view take_until(std::string_view& text, char separator) {
  const std::size_t end = text.find(separator);
  const std::string_view piece = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return piece;
}

/// Without its CRLF.
std::string_view take_line(std::string_view& text) {
  const std::string_view line = take_until(text, '\n');
  return line.substr(0, line.size() - 1);
}

int minor_version(std::string_view version) {
  return version.ends_with('0') ? 0 : 1;
}

HttpFields take_fields(std::string_view& text, std::size_t count) {
  HttpFields fields;
  fields.reserve(count);
  for (std::string_view line = take_line(text); !line.empty(); line = take_line(text)) {
    const std::string_view name = take_until(line, ':');
    const std::string_view value = trim_white_space(line);
    fields.push_back({std::string(name), std::string(value)});
  }
  return fields;
}

}  // namespace

HttpRequestHead parse_request_head(std::string_view bytes, std::size_t field_count) {
  HttpRequestHead head;
  std::string_view line = take_line(bytes);
  head.method = take_until(line, ' ');
  head.target = take_until(line, ' ');
  head.minor_version = minor_version(line);
  head.fields = take_fields(bytes, field_count);
  return head;
}

HttpResponseHead parse_response_head(std::string_view bytes, std::size_t field_count) {
  HttpResponseHead head;
  std::string_view line = take_line(bytes);
  head.minor_version = minor_version(take_until(line, ' '));
  head.status = 0;
  for (const char digit : take_until(line, ' '))
    head.status = 10 * head.status + (digit - '0');
  head.reason = line;
  head.fields = take_fields(bytes, field_count);
  return head;
}

}  // namespace wiretape::wire
