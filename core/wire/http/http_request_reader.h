#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::wire {

/// All input was consumed; the request is not whole yet.
struct HttpNeedMore {};

/// The head is whole and asks for `100 Continue` before its body (RFC 9110 section 10.1.1). Reported once, and only
/// where no byte of the body has been seen.
struct HttpExpectContinue {};

/// A whole request.
struct HttpRequestComplete {
  HttpRequest request;
};

using HttpRequestStep = std::variant<HttpNeedMore, HttpExpectContinue, HttpRequestComplete, HttpError>;

/// What is done with a body that has a Content-Encoding.
enum class PackedBody : std::uint8_t {
  unpack,
  leave,  ///< it comes out as it was sent, in any coding
};

/// Reads HTTP/1.1 requests, one after the other, without I/O. Strict where Boost.Beast is lenient: bare CR or LF,
/// folded lines, white space before the colon, control bytes, a missing, repeated or unsound Host, Content-Length
/// beside Transfer-Encoding, differing or non-digit Content-Length, codings other than chunked: each is an HttpError.
/// Bodies come with Content-Length or chunked, packed with gzip, deflate, br and zstd, up to four after each other, or
/// not at all; other codings are an HttpError as well. Any split of the input gives the same steps, but for
/// HttpExpectContinue, which looks at whether body bytes are there. Linear in the input. Holds memory only while a
/// request is partly read. Not thread safe.
class HttpRequestReader {
 public:
  explicit HttpRequestReader(HttpLimits limits = {}, PackedBody packed = PackedBody::unpack);
  HttpRequestReader(HttpRequestReader&&) noexcept;
  HttpRequestReader& operator=(HttpRequestReader&&) noexcept;
  ~HttpRequestReader();

  /// Consumes from the front of `input`: up to the end of a request, or all of it. What is left of `input` after
  /// HttpRequestComplete belongs to the next request (pipelining). After HttpError the connection is unusable, and
  /// every further call returns the same error.
  [[nodiscard]] HttpRequestStep next(std::string_view& input);

  /// The head of the request that is partly read or has failed, once it is whole; until then nullptr.
  [[nodiscard]] const HttpRequestHead* head() const;

  /// Whether a request is partly read: a FIN now would cut it. Empty lines before it don't count.
  [[nodiscard]] bool in_message() const;

 private:
  struct State;
  /// Limits, and in what they leave unused of their last word the rest: idle connections hold a reader each.
  struct Terms : HttpLimits {
    PackedBody packed_body = PackedBody::unpack;
  };
  Terms terms_;
  std::unique_ptr<State> state_;
};

}  // namespace wiretape::wire
