#include "wiretape/core/wire/http/http_head_rules.h"

#include <charconv>

#include "wiretape/core/wire/http/http_characters.h"
#include "wiretape/core/wire/http/http_request_target.h"

// Content-Length    = 1*DIGIT             RFC 9112 section 6.2; repeated lines must agree
// Transfer-Encoding = "chunked"           RFC 9112 section 6.1, of which we speak this one coding only
// Connection        = [ token ] *( OWS "," OWS [ token ] )      RFC 9110 section 7.6.1
// Host              = uri-host [ ":" port ]     RFC 9112 section 3.2: exactly one in an HTTP/1.1 request

namespace wiretape::wire {
namespace {

// As many as clients send, so that they are moved but seldom.
constexpr std::size_t usual_fields = 16;

bool ends_with_chunked_and_has_it_once(std::string_view codings) {
  for (;;) {
    const std::size_t comma = codings.find(',');
    const std::string_view coding = trim_white_space(codings.substr(0, comma));
    const bool chunked = equal_ignoring_case(coding, "chunked");
    if (comma == std::string_view::npos) return chunked;
    if (chunked || coding.empty()) return false;
    codings.remove_prefix(comma + 1);
  }
}

bool is_token_list(std::string_view list) {
  for (;;) {
    const std::size_t comma = list.find(',');
    if (token_bytes.find_outside(trim_white_space(list.substr(0, comma))) != std::string_view::npos) return false;
    if (comma == std::string_view::npos) return true;
    list.remove_prefix(comma + 1);
  }
}

}  // namespace

std::optional<HttpError> HttpHeadRules::check_start_line(std::string_view line) {
  return kind_ == HttpHeadKind::request ? check_request_line(line, facts_.start_line)
                                        : check_status_line(line, facts_.start_line);
}

std::optional<HttpError> HttpHeadRules::check_field_line(std::string_view line, std::size_t begin) {
  auto parsed = parse_field_line(line);
  if (auto* error = std::get_if<HttpError>(&parsed)) return std::move(*error);
  const auto& field = std::get<HttpFieldView>(parsed);
  if (facts_.fields.empty()) facts_.fields.reserve(usual_fields);
  const auto value_begin = begin + static_cast<std::size_t>(field.value.data() - line.data());
  facts_.fields.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(field.name.size()),
                           static_cast<std::uint32_t>(value_begin), static_cast<std::uint32_t>(field.value.size())});
  return check_field(field);
}

std::optional<HttpError> HttpHeadRules::check_field(const HttpFieldView& field) {
  const auto& [name, value] = field;
  if (equal_ignoring_case(name, "content-length")) return take_content_length(value);
  if (equal_ignoring_case(name, "transfer-encoding")) return take_transfer_encoding(value);
  if (kind_ == HttpHeadKind::request && equal_ignoring_case(name, "host")) return take_host(value);
  if (equal_ignoring_case(name, "connection") && !is_token_list(value)) {
    return HttpError{400, "Connection isn't a list of tokens", 0};
  }
  return std::nullopt;
}

std::optional<HttpError> HttpHeadRules::check_whole() const {
  if (kind_ == HttpHeadKind::request && facts_.start_line.minor_version >= 1 && !has_host_) {
    return HttpError{400, "no Host in an HTTP/1.1 request", 0};
  }
  if (facts_.chunked && facts_.content_length) {
    return HttpError{400, "Content-Length beside Transfer-Encoding", 0};
  }
  return std::nullopt;
}

std::optional<HttpError> HttpHeadRules::take_host(std::string_view value) {
  if (has_host_) return HttpError{400, "Host repeated", 0};
  has_host_ = true;
  if (is_host_and_port(value)) return std::nullopt;
  return HttpError{400, "Host isn't a host with an optional port", 0};
}

std::optional<HttpError> HttpHeadRules::take_content_length(std::string_view value) {
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
  if (error == std::errc::result_out_of_range) return HttpError{400, "Content-Length overflows", 0};
  if (error != std::errc() || end != value.data() + value.size()) {
    return HttpError{400, "Content-Length isn't a number", 0};
  }
  if (facts_.content_length && *facts_.content_length != length) {
    return HttpError{400, "Content-Length repeated with another value", 0};
  }
  facts_.content_length = length;
  return std::nullopt;
}

std::optional<HttpError> HttpHeadRules::take_transfer_encoding(std::string_view value) {
  if (facts_.chunked) return HttpError{400, "Transfer-Encoding repeated", 0};
  if (facts_.start_line.minor_version == 0) return HttpError{400, "Transfer-Encoding in an HTTP/1.0 message", 0};
  facts_.chunked = equal_ignoring_case(value, "chunked");
  if (facts_.chunked) return std::nullopt;
  // A coding that we don't know before chunked is 501. Without chunked at the end nobody knows where the message ends:
  // 400 (RFC 9112 section 6.3).
  if (ends_with_chunked_and_has_it_once(value)) return HttpError{501, "Transfer-Encoding other than chunked", 0};
  return HttpError{400, "Transfer-Encoding without chunked as its last coding", 0};
}

}  // namespace wiretape::wire
