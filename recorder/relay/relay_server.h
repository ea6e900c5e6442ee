#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include <boost/asio/io_context.hpp>

#include "wiretape/core/net/proxy/proxy_door.h"
#include "wiretape/core/net/proxy/proxy_terms.h"
#include "wiretape/core/net/serve/connection_set.h"
#include "wiretape/core/net/serve/deadline_queue.h"
#include "wiretape/core/net/serve/host_listener.h"
#include "wiretape/core/net/serve/tls_server.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/recorder/relay/relay.h"
#include "wiretape/recorder/relay/relay_terms.h"

namespace wiretape::recorder::relay {

/// How a relay listens, and whom it passes requests on to.
struct RelayOptions {
  std::string host = "127.0.0.1";  ///< a numeric address, or "localhost"
  std::uint16_t port = 0;          ///< 0: a free one
  UpstreamOptions upstream{};
  /// A request is held whole before it goes upstream, and its body goes on as it was packed.
  wire::HttpLimits limits{.body = std::size_t{256} << 20};
  replay::Replay* replay = nullptr;  ///< answers what it can, before any upstream; outlives the server
  net::TlsServerContext tls{};       ///< null: plain HTTP towards the application
  /// Absent: no forward proxy. Its `wake` is the server's to set; without `tls` only.
  std::optional<net::ProxyTerms> proxy{};
  std::size_t max_connections = 100'000;         ///< at least 1; those beyond get 503
  std::chrono::milliseconds request_timeout{0};  ///< for TLS's handshake, and for each request to be whole; 0: none
};

/// A reverse proxy, and a forward one where that is asked for, that tells all that it passes on: each read from
/// upstream is sent on at once, and an answer that breaks off breaks off for the application in the same place and way.
/// On an io_context that the caller runs on one thread. Destroy it before the io_context, and not while that runs. Its
/// functions are for that thread.
class RelayServer {
 public:
  /// Listens and begins to accept. `sink` is told everything, on the thread of the io_context.
  [[nodiscard]] static std::variant<std::unique_ptr<RelayServer>, net::ListenError> open(
      boost::asio::io_context& context, const RelayOptions& options, capture::Sink sink);
  ~RelayServer();
  RelayServer(const RelayServer&) = delete;
  RelayServer& operator=(const RelayServer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return listener_.port(); }

  /// From any thread.
  [[nodiscard]] std::size_t open_connections() const { return connections_.size(); }

  /// How many exchanges have begun. From any thread.
  [[nodiscard]] std::uint64_t exchanges() const { return relay_.exchanges; }

  /// Stops listening, closes idle connections and lets answers that are under way go on; calls `on_drained` once none
  /// is left.
  void drain(std::function<void()> on_drained);

  /// Stops listening and closes every connection at once; calls to upstream end.
  void stop();

 private:
  RelayServer(boost::asio::io_context& context, net::HostListener listener, const RelayOptions& options,
              capture::Sink sink);
  void accept(net::Socket socket);

  boost::asio::io_context& context_;
  net::HostListener listener_;
  std::size_t max_connections_;
  RelayTerms relay_;
  std::optional<net::ProxyTerms> proxy_;
  net::ServingTerms serving_;
  std::shared_ptr<net::DeadlineQueue> deadlines_;
  std::uint64_t accepted_ = 0;
  net::ConnectionSet<net::ProxyDoor<Relay>> connections_;  // last: its relays use the others
};

}  // namespace wiretape::recorder::relay
