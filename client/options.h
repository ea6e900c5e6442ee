#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

#include "wiretape/core/wire/websocket/ws_deflate_params.h"

namespace wiretape::client {

/// Limits on time. Zero: no limit; more than a year counts as a year.
struct Timeouts {
  std::chrono::milliseconds resolve{10'000};      ///< looking the host's name up
  std::chrono::milliseconds connect{10'000};      ///< TCP, all of the host's addresses together
  std::chrono::milliseconds tls{10'000};          ///< TLS handshake
  std::chrono::milliseconds first_byte{300'000};  ///< from the connection to the response's first byte
  std::chrono::milliseconds idle{300'000};        ///< waiting for anything that says something, once the response has
                                            ///< begun: comments and pings don't; time between pulls does not count
  std::chrono::milliseconds total{0};  ///< from the first pull to the outcome
};

/// Limits on sizes, in bytes. What is larger ends the stream with a ProtocolError that says so; what had come stays.
struct SizeLimits {
  std::size_t event = std::size_t{16} << 20;   ///< one line of a stream, comments too, or one event's data
  std::size_t answer = std::size_t{64} << 20;  ///< what an answer says, all its choices together; a JSON document as it
                                               ///< came
};

/// What holds for base URLs of ws:// and wss:// only.
struct WebSocketOptions {
  /// Offers permessage-deflate (RFC 7692), with what is asked of it; the server may decline. Default: not offered.
  std::optional<wire::WsDeflateParams> deflate;
  std::chrono::milliseconds close{1'000};  ///< how long the server may take to close, once a stream is over
};

/// Whom to call, and how.
struct Options {
  std::string provider = "openai";      ///< a preset's name, see preset.h
  std::optional<std::string> base_url;  ///< default: the preset's variable, e.g. OPENAI_BASE_URL, else its own
  std::optional<std::string> api_key;   ///< default: the preset's variable, e.g. OPENAI_API_KEY
  std::string ca_file;                  ///< PEM file with the certificates to trust; empty: the system's
  Timeouts timeouts;
  SizeLimits sizes;
  WebSocketOptions websocket;
};

/// Why the options can't be used.
struct ConfigurationError {
  std::string what;  ///< what is wrong, where it was found and what to do
};

}  // namespace wiretape::client
