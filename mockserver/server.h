#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "wiretape/core/journal/journal.h"
#include "wiretape/core/net/listener.h"
#include "wiretape/core/net/tls_server.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/wire/http_message.h"
#include "wiretape/mockserver/responder.h"

namespace wiretape::mockserver {

class Connection;
struct ConnectionContext;

/// How a server listens and plays.
struct ServerOptions {
  std::string host = "127.0.0.1";  ///< a numeric address, or "localhost"
  std::uint16_t port = 0;          ///< 0: a free one
  DeliveryOverride delivery{};
  wire::HttpLimits limits{};
  std::size_t journal_capacity = 10'000;                                 ///< exchanges kept; 0 keeps none
  net::TlsServerContext tls{};                                           ///< null: plain HTTP
  std::chrono::milliseconds request_timeout = std::chrono::seconds(30);  ///< for TLS's handshake; 0: none
};

/// A mock provider on an io_context that the caller runs, on one thread. Destroy it before the io_context, and not
/// while that runs. MockServer is the ready-made one with a thread of its own.
class Server {
 public:
  /// Listens and begins to accept.
  [[nodiscard]] static std::variant<std::unique_ptr<Server>, net::ListenError> open(boost::asio::io_context& context,
                                                                                    std::vector<tape::Tape> tapes,
                                                                                    const ServerOptions& options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] journal::Journal& journal();

  /// Stops listening, closes idle connections and lets the playing ones finish; calls `on_drained` once none is left.
  void drain(std::function<void()> on_drained);

  /// Stops listening and closes every connection at once.
  void stop();

 private:
  Server(net::Listener listener, std::vector<tape::Tape> tapes, const ServerOptions& options);
  void accept(net::Socket socket);
  void forget(std::uint64_t connection);
  [[nodiscard]] std::vector<std::shared_ptr<Connection>> connections() const;

  net::Listener listener_;
  Responder responder_;
  journal::Journal journal_;
  std::unique_ptr<ConnectionContext> context_;
  std::unordered_map<std::uint64_t, std::weak_ptr<Connection>> connections_;
  std::uint64_t accepted_ = 0;
  std::function<void()> on_drained_;
};

}  // namespace wiretape::mockserver
