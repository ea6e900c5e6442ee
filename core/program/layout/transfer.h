#pragma once

#include <cstddef>
#include <vector>

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/wire/ending.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::program {

/// What a request lets its response be.
struct ResponseContext {
  bool is_head = false;    ///< the request's method is HEAD: no body
  int minor_version = 1;   ///< the request's HTTP/1.x: below 1.1 there is no chunked coding
  bool keep_alive = true;  ///< whether the client wants the connection kept
  bool is_tls = false;     ///< whether the connection is encrypted; changes no byte of a program

  friend bool operator==(const ResponseContext&, const ResponseContext&) = default;
};

/// How a response's body travels.
struct TransferPlan {
  wire::HttpFraming framing;
  bool closes = false;                           ///< the connection ends after the response
  wire::Ending ending = wire::Ending::complete;  ///< what the client finds at the end
};

/// Decides the framing (RFC 9112 section 6) and adds the one framing field that `head` lacks: `transfer-encoding:
/// chunked` for a stream, `content-length` for a plain body. A framing field that the tape lists is kept as it stands,
/// even a wrong one. A stream for an HTTP/1.0 client is framed by close.
[[nodiscard]] TransferPlan plan_transfer(wire::HttpResponseHead& head, bool is_stream, std::size_t body_size,
                                         const ResponseContext& context);

/// What a recording says of its transfer.
struct RecordedTransfer {
  wire::HttpFraming::Kind kind;  ///< how the body travelled
  tape::RecordedEnd end;
  std::vector<tape::Arrival> arrivals;
  tape::ChunkFraming chunks;                      ///< without sizes: one chunk a fragment
  std::vector<wire::HttpResponseHead> interim{};  ///< informational heads before the response's own
};

/// The same for a recorded response, which ends as it did. An end that was the client's doing, or TLS's, comes out as
/// what a FIN after the last recorded byte leaves. A client of HTTP/1.0 gets no chunked coding that the head does not
/// list: close is its framing.
[[nodiscard]] TransferPlan plan_recorded_transfer(wire::HttpResponseHead& head, const RecordedTransfer& recorded,
                                                  std::size_t body_size, const ResponseContext& context);

}  // namespace wiretape::program
