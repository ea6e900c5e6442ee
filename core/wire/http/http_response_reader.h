#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <variant>

#include "wiretape/core/wire/ending.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::wire {

/// All input was consumed.
struct HttpResponseNeedMore {};

/// The status line and fields are whole. Informational responses (1xx but 101) are skipped: consumed, not reported but
/// to who asks for HttpDetail::transfer.
struct HttpResponseHeadDone {};

/// An informational response (1xx but 101), which comes before the head.
struct HttpInterimHead {
  HttpResponseHead head;
};

/// A chunk of the chunked coding has begun, of so many bytes: more than 0.
struct HttpChunkBegin {
  std::uint64_t size;
};

/// Bytes of the body, transfer coding removed, content coding kept. A view into `input`.
struct HttpBodyBytes {
  std::string_view bytes;
};

/// The framing says that the body is whole. What is left of `input` is not of this response.
struct HttpResponseComplete {};

using HttpResponseStep = std::variant<HttpResponseNeedMore, HttpResponseHeadDone, HttpBodyBytes, HttpResponseComplete,
                                      HttpError, HttpInterimHead, HttpChunkBegin>;

/// What a reader tells of a response.
enum class HttpDetail {
  message,   ///< what it says
  transfer,  ///< and how it travels: HttpInterimHead and HttpChunkBegin are among the steps
};

/// Reads one HTTP/1.1 response without I/O, and knows at each byte what a FIN there would mean. As strict as
/// HttpRequestReader about head and chunks. Any split of the input gives the same head, the same body and the same
/// Ending. Linear in the input. Not thread safe.
class HttpResponseReader {
 public:
  /// `head_request`: the answer to a HEAD request, which has no body whatever its fields say.
  explicit HttpResponseReader(HttpLimits limits = {}, bool head_request = false,
                              HttpDetail detail = HttpDetail::message);
  HttpResponseReader(HttpResponseReader&&) noexcept;
  HttpResponseReader& operator=(HttpResponseReader&&) noexcept;
  ~HttpResponseReader();

  /// Consumes from the front of `input` up to the next step. HttpResponseNeedMore only where `input` is used up; after
  /// HttpResponseComplete or HttpError every further call consumes nothing and returns the same.
  [[nodiscard]] HttpResponseStep next(std::string_view& input);

  /// The head; valid once HttpResponseHeadDone was returned.
  [[nodiscard]] const HttpResponseHead& head() const;

  /// How the body is delimited; valid with the head.
  [[nodiscard]] HttpFraming framing() const;

  /// Trailer fields of a chunked body; whole with HttpResponseComplete.
  [[nodiscard]] const HttpFields& trailers() const;

  /// What the response's ending is if a FIN arrives now: `complete` once the last byte is consumed (also before
  /// HttpResponseComplete says so), `closed` where close is the framing, else the name of the cut; `malformed` after
  /// HttpError.
  [[nodiscard]] Ending ending_at_fin() const;

  /// Bytes of the response consumed so far.
  [[nodiscard]] std::uint64_t consumed() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wiretape::wire
