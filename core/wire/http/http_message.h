#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "wiretape/core/wire/http/http_field.h"
#include "wiretape/core/wire/http/http_field_lines.h"

namespace wiretape::wire {

/// The value of the first field of that name (ASCII case ignored), or nullopt.
[[nodiscard]] std::optional<std::string_view> find_field(const HttpFields& fields, std::string_view name);
[[nodiscard]] std::optional<std::string_view> find_field(const HttpFieldLines& fields, std::string_view name);

/// Adds the fields at the end. Fields of the same names that stand there already give way.
void put_fields(HttpFields& head, const HttpFields& fields);

/// Whether any field of that name holds `token` in its comma-separated list (ASCII case ignored, RFC 9110 section
/// 5.6.1).
[[nodiscard]] bool has_token(const HttpFields& fields, std::string_view name, std::string_view token);
[[nodiscard]] bool has_token(const HttpFieldLines& fields, std::string_view name, std::string_view token);

/// A request's start line and fields.
struct HttpRequestHead {
  std::string method;
  std::string target;     ///< as sent: never normalised, never decoded
  int minor_version = 1;  ///< HTTP/1.x
  HttpFieldLines fields;

  /// Whether the connection may carry another request afterwards (RFC 9112 section 9.3).
  [[nodiscard]] bool keep_alive() const;
};

/// A whole request: head and decoded body (transfer coding and content codings removed).
struct HttpRequest {
  HttpRequestHead head;
  std::string body;
};

/// A response's start line and fields.
struct HttpResponseHead {
  int status = 200;
  std::string reason;
  int minor_version = 1;
  HttpFields fields;

  /// Whether the connection may carry another response afterwards, as far as version and fields say; where close is the
  /// framing it can't.
  [[nodiscard]] bool keep_alive() const;

  friend bool operator==(const HttpResponseHead&, const HttpResponseHead&) = default;
};

/// How a message's body is delimited (RFC 9112 section 6.3).
struct HttpFraming {
  enum class Kind { none, content_length, chunked, until_close } kind = Kind::none;
  std::uint64_t length = 0;  ///< for content_length
};

/// What a message may be; caps are in bytes.
struct HttpLimits {
  std::size_t head = std::size_t{64} << 10;  ///< start line and fields together
  std::size_t body = std::size_t{64} << 20;  ///< a request's body, as sent and as each coding unpacks it (a bomb)
  std::uint32_t chunk_line = 4U << 10;       ///< one chunk-size line with its extensions, or all trailers
  bool packed = true;                        ///< whether a request's body may be packed
};

/// Why a message can't be read. `status` is what a server should answer: 400, 413, 414, 415, 431, 501 or 505.
struct HttpError {
  int status = 400;
  std::string what;          ///< one sentence, e.g. "bare LF in the head"
  std::uint64_t offset = 0;  ///< where in the message: the byte, or the beginning of the line or body, at fault
};

}  // namespace wiretape::wire
