#include "wiretape/core/wire/http/http_request_target.h"

#include <algorithm>

#include "wiretape/core/wire/http/http_characters.h"
#include "wiretape/core/wire/http/http_field_line.h"

// request-target = origin-form / absolute-form / authority-form / asterisk-form      RFC 9112 section 3.2
// uri-host       = "[" 1*( HEXDIG / ":" / "." / … ) "]" / 1*( unreserved / pct-encoded / sub-delims )
// port           = *DIGIT

namespace wiretape::wire {
namespace {

constexpr bool is_unreserved_or_sub_delim(char byte) {
  return is_alpha(byte) || is_digit(byte) || std::string_view("-._~!$&'()*+,;=").find(byte) != std::string_view::npos;
}

constexpr ByteSet name_bytes([](unsigned char byte) { return is_unreserved_or_sub_delim(static_cast<char>(byte)); });

constexpr ByteSet literal_bytes([](unsigned char byte) {
  return byte == ':' || is_unreserved_or_sub_delim(static_cast<char>(byte));
});

constexpr ByteSet target_bytes([](unsigned char byte) { return byte > 0x20 && byte < 0x7F && byte != '#'; });

constexpr ByteSet scheme_bytes([](unsigned char byte) {
  const char character = static_cast<char>(byte);
  return is_alpha(character) || is_digit(character) || character == '+' || character == '-' || character == '.';
});

// Length of the host at the front of `text`; 0 where there is none.
std::size_t host_length(std::string_view text) {
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos || close == 1) return 0;
    return literal_bytes.find_outside(text.substr(1, close - 1)) == std::string_view::npos ? close + 1 : 0;
  }
  std::size_t length = 0;
  while (length < text.size()) {
    const bool escape = text[length] == '%' && text.size() - length > 2 && hex_value(text[length + 1]) >= 0 &&
                        hex_value(text[length + 2]) >= 0;
    if (!escape && !name_bytes.contains(text[length])) break;
    length += escape ? 3 : 1;
  }
  return length;
}

bool is_absolute(std::string_view target) {
  const std::size_t colon = target.find("://");
  if (colon == std::string_view::npos || colon == 0 || colon + 3 == target.size()) return false;
  return is_alpha(target.front()) && scheme_bytes.find_outside(target.substr(0, colon)) == std::string_view::npos;
}

bool is_authority(std::string_view target) {
  return target.find(':') != std::string_view::npos && is_host_and_port(target);
}

}  // namespace

bool is_host_and_port(std::string_view text) {
  const std::size_t length = host_length(text);
  if (length == 0) return false;
  const std::string_view rest = text.substr(length);
  return rest.empty() || (rest.front() == ':' && std::all_of(rest.begin() + 1, rest.end(), is_digit));
}

std::optional<HttpError> check_request_target(std::string_view method, std::string_view target) {
  const std::size_t forbidden = target_bytes.find_outside(target);
  if (forbidden != std::string_view::npos) return forbidden_byte(target, forbidden, "the request target");
  if (method == "CONNECT") {
    if (is_authority(target)) return std::nullopt;
    return HttpError{400, "CONNECT's target isn't host and port", 0};
  }
  if (target.starts_with('/') || is_absolute(target)) return std::nullopt;
  if (target == "*") {
    if (method == "OPTIONS") return std::nullopt;
    return HttpError{400, "target * for a method other than OPTIONS", 0};
  }
  return HttpError{400, "request target begins neither with / nor with a scheme", 0};
}

}  // namespace wiretape::wire
