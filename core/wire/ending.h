#pragma once

#include <string_view>

namespace wiretape::wire {

/// How a response ended on the wire. Every response that a client reads, a server plays or a recorder captures has
/// exactly one. The cuts name the place in the chunked framing (RFC 9112 section 7.1) where a FIN arrived.
enum class Ending {
  complete,              ///< the framing says so: last chunk and trailers, or all of Content-Length
  closed,                ///< a FIN where close is the framing (no length, not chunked): nothing proves it whole
  cut_in_head,           ///< a FIN before the end of the status line and headers
  cut_in_size_line,      ///< a FIN inside a chunk-size line
  cut_in_data,           ///< a FIN inside a chunk's data
  cut_before_crlf,       ///< a FIN after a chunk's data, before the whole CRLF that closes it
  cut_between_chunks,    ///< a FIN where a size line was due: after a whole chunk, or before the first
  cut_in_trailers,       ///< a FIN after the last-chunk line, before the blank line
  short_content_length,  ///< a FIN before Content-Length bytes had come
  reset,                 ///< RST
  tls_cut,               ///< TLS transport closed without close_notify
  timed_out,             ///< the reader's deadline passed
  malformed,             ///< the framing was broken; nothing after it can be trusted
  abandoned,             ///< this side stopped reading or writing before any of the others
};

/// The enumerator's own name, e.g. "cut_in_data". Never empty.
[[nodiscard]] std::string_view to_string(Ending ending);

}  // namespace wiretape::wire
