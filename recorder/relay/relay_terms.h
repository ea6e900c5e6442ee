#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>

#include "wiretape/core/net/call/dial.h"
#include "wiretape/core/net/call/http_call.h"
#include "wiretape/core/net/call/tls_client.h"
#include "wiretape/recorder/capture/capture_event.h"
#include "wiretape/recorder/relay/passed_head.h"
#include "wiretape/recorder/relay/upstream.h"
#include "wiretape/recorder/replay/replay.h"

namespace wiretape::recorder::relay {

/// How long upstream may take. Zero: no limit; at most a year.
struct UpstreamTimeouts {
  net::DialTimeouts dial{};
  /// From the connection to the first byte, and then between two reads. A client that gives up before that is noticed.
  std::chrono::milliseconds silence = std::chrono::minutes(10);
};

/// Whom requests are passed on to, and how.
struct UpstreamOptions {
  Upstreams upstreams;
  net::TlsClientContext tls{};  ///< what is trusted; not null where any upstream is https
  AcceptEncoding accept_encoding = AcceptEncoding::identity;
  UpstreamTimeouts timeouts{};
};

/// What the relays of a server share. Outlives them.
struct RelayTerms {
  UpstreamOptions upstream;
  capture::Sink sink;
  replay::Replay* replay = nullptr;  ///< asked before any upstream; null: none is
  /// Asks the relay of a connection again that waits.
  std::function<void(std::uint64_t connection)> wake;
  std::atomic<std::uint64_t> exchanges = 0;  ///< how many have begun
  std::atomic<bool> is_stopping = false;     ///< connections are closed by the server itself
};

}  // namespace wiretape::recorder::relay
