#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <variant>

// What goes wrong with a connection before any request is read. All durations are up to a day.

namespace wiretape::wire {

/// Accepted, then neither read nor written; no TLS handshake begins. After `duration` it is served as usual.
/// Client: connect() and small sends succeed, nothing ever comes; a large send stalls once the kernels' buffers are
/// full. Without a duration the connection ends with the client's FIN or RST, within a second, or with the server.
struct Silent {
  std::optional<std::chrono::microseconds> duration{};  ///< absent: for ever
};

/// The first read of HTTP waits. Without TLS that is as `Silent` with a duration; under TLS the handshake comes first.
/// Client: connected (under TLS: shaken hands), its request sent, the answer late by `duration`.
struct DelayFirstRead {
  std::chrono::microseconds duration;
};

/// How far a TLS handshake comes.
enum class HandshakePlace {
  client_hello,  ///< the ClientHello is read, no byte is sent
  server_hello,  ///< and the record of the ServerHello is sent: the rest of the server's flight is missing
};

/// The TLS handshake stops; the connection stays open. A ClientHello that isn't sound is never answered.
/// Client: its handshake waits for ever. The connection ends with the client's FIN or RST, within a second.
struct TlsStall {
  HandshakePlace after = HandshakePlace::client_hello;
};

/// How a connection is cut.
enum class Cut { fin, reset };

/// The TLS handshake is cut, without an alert.
/// Client: its handshake fails with an unexpected end of the stream (fin) or with ECONNRESET (reset), where a
/// ServerHello was sent, after that has arrived.
struct TlsCut {
  HandshakePlace after = HandshakePlace::client_hello;
  Cut how = Cut::fin;
};

/// The server reads at most `bytes` of HTTP after each `every`, heads and bodies; the request's time limit doesn't
/// hold. Client: a small request is sent at once and answered late; the send of one that is larger than what the
/// kernels' buffers take (some 100 KiB and more) goes on at that pace. TLS's handshake is not slowed.
struct SlowRead {
  std::size_t bytes = 1;  ///< at least 1
  std::chrono::microseconds every;
};

/// What happens to a connection. Those of TLS let a plain one pass.
using ConnectionFault = std::variant<Silent, DelayFirstRead, TlsStall, TlsCut, SlowRead>;

}  // namespace wiretape::wire
