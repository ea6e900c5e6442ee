#include "wiretape/core/wire/http/http_writer.h"

#include <algorithm>
#include <iterator>

namespace wiretape::wire {
namespace {

struct StatusReason {
  int status;
  std::string_view reason;
};

// Sorted by status: RFC 9110 section 15, and 103 (RFC 8297), 425 (RFC 8470), 428, 429, 431, 511 (RFC 6585), 451
// (RFC 7725).
constexpr StatusReason standard_reasons[] = {
    {100, "Continue"},
    {101, "Switching Protocols"},
    {103, "Early Hints"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {203, "Non-Authoritative Information"},
    {204, "No Content"},
    {205, "Reset Content"},
    {206, "Partial Content"},
    {300, "Multiple Choices"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {305, "Use Proxy"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {407, "Proxy Authentication Required"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {425, "Too Early"},
    {426, "Upgrade Required"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {451, "Unavailable For Legal Reasons"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
    {511, "Network Authentication Required"},
};

/// How much append_fields() appends.
template <class Fields>
std::size_t written_size(const Fields& fields) {
  constexpr std::size_t field_rest = std::string_view(": \r\n").size();
  std::size_t size = std::string_view("\r\n").size();
  for (const auto& field : fields)
    size += field.name.size() + field.value.size() + field_rest;
  return size;
}

/// `size` is their written_size().
template <class Fields>
void append_fields(std::string& out, const Fields& fields, std::size_t size) {
  const std::size_t before = out.size();
  out.resize(before + size);
  char* at = out.data() + before;
  const auto put = [&at](std::string_view text) { at = std::copy(text.begin(), text.end(), at); };
  for (const auto& field : fields) {
    put(field.name);
    put(": ");
    put(field.value);
    put("\r\n");
  }
  put("\r\n");
}

}  // namespace

void append_response_head(std::string& out, const HttpResponseHead& head) {
  const std::string_view reason = head.reason.empty() ? standard_reason(head.status) : head.reason;
  out.append("HTTP/1.").append(std::to_string(head.minor_version)).append(" ");
  out.append(std::to_string(head.status)).append(" ").append(reason).append("\r\n");
  append_fields(out, head.fields, written_size(head.fields));
}

void append_request_head(std::string& out, const HttpRequestHead& head) {
  constexpr std::size_t line_rest = std::string_view("  HTTP/1.1\r\n").size();
  const std::size_t fields_size = written_size(head.fields);
  out.reserve(out.size() + head.method.size() + head.target.size() + line_rest + fields_size);
  out.append(head.method).append(" ").append(head.target);
  out.append(" HTTP/1.").append(std::to_string(head.minor_version)).append("\r\n");
  append_fields(out, head.fields, fields_size);
}

std::string_view standard_reason(int status) {
  const auto* const found = std::lower_bound(std::begin(standard_reasons), std::end(standard_reasons), status,
                                             [](const StatusReason& entry, int key) { return entry.status < key; });
  return found != std::end(standard_reasons) && found->status == status ? found->reason : std::string_view();
}

}  // namespace wiretape::wire
