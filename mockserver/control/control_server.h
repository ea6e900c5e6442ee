#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <variant>

#include "wiretape/core/net/loop_thread.h"
#include "wiretape/core/net/serve/connection_set.h"
#include "wiretape/core/net/serve/deadline_queue.h"
#include "wiretape/core/net/serve/host_listener.h"
#include "wiretape/mockserver/control/control_answering.h"

namespace wiretape::mockserver {

/// A small HTTP/1.1 server on a thread of its own. A connection carries one request, whose body is bounded and comes as
/// it is (no Content-Encoding), and which is whole 5 seconds after the connection's beginning; who takes nothing of its
/// answer for as long is reset. `Range` and `Accept-Encoding` are ignored.
class ControlServer {
 public:
  /// More are answered with 503.
  static constexpr std::size_t most_connections = 512;

  /// Listens on `host` (a numeric address, or "localhost"); port 0 takes a free one. `answer` is called on the server's
  /// thread only. `most_body`: the bytes of a request's body.
  [[nodiscard]] static std::variant<std::unique_ptr<ControlServer>, net::ListenError> start(
      const std::string& host, std::uint16_t port, decltype(ControlTerms::answer) answer,
      std::size_t most_body = std::size_t{64} << 10);

  /// Answers those that wait with 503, ends within a second, whatever its peers do, and calls nothing any more.
  ~ControlServer();

  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  ControlServer(std::unique_ptr<net::LoopThread> loop, net::HostListener listener, ControlTerms terms);
  void accept(net::Socket socket);

  std::unique_ptr<net::LoopThread> loop_;  // what follows is for its thread
  std::uint16_t port_;
  std::shared_ptr<net::DeadlineQueue> deadlines_;
  net::HostListener listener_;
  ControlTerms control_;
  net::ServingTerms serving_;
  net::ConnectionSet<ControlAnswering> connections_;
  std::uint64_t accepted_ = 0;
};

}  // namespace wiretape::mockserver
