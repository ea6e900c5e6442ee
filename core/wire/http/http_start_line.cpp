#include "wiretape/core/wire/http/http_start_line.h"

#include <algorithm>

#include "wiretape/core/wire/http/http_characters.h"
#include "wiretape/core/wire/http/http_field_line.h"
#include "wiretape/core/wire/http/http_request_target.h"

// request-line = method SP request-target SP HTTP-version      RFC 9112 section 3
// status-line  = HTTP-version SP 3DIGIT [ SP reason-phrase ]   RFC 9112 section 4, the last space made optional as
//                                                              real servers do
// HTTP-version = "HTTP/" DIGIT "." DIGIT

namespace wiretape::wire {
namespace {

constexpr std::size_t version_length = 8;

std::optional<HttpError> check_version(std::string_view text, std::size_t offset, HttpStartLine& found) {
  if (text.size() != version_length || !text.starts_with("HTTP/") || !is_digit(text[5]) || text[6] != '.' ||
      !is_digit(text[7])) {
    return HttpError{400, "no HTTP version in the start line", offset};
  }
  if (text[5] != '1' || text[7] > '1') return HttpError{505, "HTTP version other than 1.0 and 1.1", offset};
  found.minor_version = text[7] - '0';
  return std::nullopt;
}

}  // namespace

std::optional<HttpError> check_request_line(std::string_view line, HttpStartLine& found) {
  const std::size_t forbidden = find_outside_field_value(line);
  if (forbidden != std::string_view::npos) return forbidden_byte(line, forbidden, "the request line");
  const std::size_t method_length = token_bytes.find_outside(line);
  if (method_length == std::string_view::npos) return HttpError{400, "request line without a target", line.size()};
  const std::string_view method = line.substr(0, method_length);
  if (line[method_length] != ' ') return forbidden_byte(line, method_length, "the method");
  if (method.empty()) return HttpError{400, "white space before the request line", 0};

  const std::size_t target_begin = method_length + 1;
  const std::size_t target_end = line.rfind(' ');
  if (target_end < target_begin) return HttpError{400, "request line without three parts", line.size()};
  if (auto error = check_version(line.substr(target_end + 1), target_end + 1, found)) return error;

  const std::string_view target = line.substr(target_begin, target_end - target_begin);
  if (target.empty()) return HttpError{400, "empty request target", target_begin};
  if (auto error = check_request_target(method, target)) {
    error->offset += target_begin;
    return error;
  }
  found.method = method;
  found.target = target;
  return std::nullopt;
}

std::optional<HttpError> check_status_line(std::string_view line, HttpStartLine& found) {
  if (auto error = check_version(line.substr(0, version_length), 0, found)) return error;
  const std::string_view rest = line.substr(version_length);
  const bool sound = rest.size() >= 4 && rest[0] == ' ' && rest[1] >= '1' && is_digit(rest[1]) && is_digit(rest[2]) &&
                     is_digit(rest[3]) && (rest.size() == 4 || rest[4] == ' ');
  if (!sound) return HttpError{400, "status isn't three digits from 100 up between single spaces", version_length};

  const std::size_t forbidden = field_value_bytes.find_outside(rest);
  if (forbidden != std::string_view::npos) {
    return forbidden_byte(line, version_length + forbidden, "the reason phrase");
  }
  found.reason = rest.substr(std::min<std::size_t>(rest.size(), 5));
  found.status = (rest[1] - '0') * 100 + (rest[2] - '0') * 10 + (rest[3] - '0');
  return std::nullopt;
}

}  // namespace wiretape::wire
