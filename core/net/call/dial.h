#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include <boost/asio/any_io_executor.hpp>

#include "wiretape/core/net/call/call_end.h"
#include "wiretape/core/net/call/client_stream.h"
#include "wiretape/core/net/call/proxy_tunnel.h"
#include "wiretape/core/net/call/resolve.h"
#include "wiretape/core/net/call/tls_client.h"

namespace wiretape::net {

/// How long each step of making a connection may take. Zero: no limit; at most a year.
struct DialTimeouts {
  std::chrono::milliseconds resolve{10'000};
  std::chrono::milliseconds connect{10'000};  ///< all addresses together; each gets its share of what is left
  std::chrono::milliseconds tls{10'000};
};

/// Where to, and how.
struct DialTarget {
  std::string host;
  std::uint16_t port = 0;
  TlsClientContext tls;          ///< null: plain TCP
  std::optional<Proxy> proxy{};  ///< that is connected to, and asked for a tunnel; absent: none
  Lookup lookup = system_lookup;
  DialTimeouts timeouts;
};

using DialResult = std::variant<std::unique_ptr<ClientStream>, DeadlinePassed, TransportFailure>;

/// A connection being made: resolve, connect to one address after the other, have a proxy make a tunnel where there is
/// one (which counts as connecting, with the time for it anew), shake hands. Destroying it stops it in any
/// step; the handler is then not called. Not thread safe: for use on its executor.
class Dial {
 public:
  /// Starts; `handler` is called once on `executor`, never before start returns.
  [[nodiscard]] static Dial start(const boost::asio::any_io_executor& executor, DialTarget target,
                                  std::function<void(DialResult)> handler);

  Dial() = default;
  Dial(Dial&&) noexcept = default;
  Dial& operator=(Dial&&) noexcept;
  ~Dial();

  /// The step that it is in: resolve, connect or tls.
  [[nodiscard]] CallPhase phase() const;

 private:
  class State;
  explicit Dial(std::shared_ptr<State> state);

  std::shared_ptr<State> state_;
};

}  // namespace wiretape::net
