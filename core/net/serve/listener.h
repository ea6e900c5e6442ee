#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/executor_work_guard.hpp>

#include "wiretape/core/net/serve/listen_address.h"
#include "wiretape/core/net/serve/server_stream.h"

namespace wiretape::net {

using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, Executor>;

/// Accepts TCP connections on one address. Not thread safe; outlives no io_context.
class Listener {
 public:
  /// Listens on `host`, a numeric address or "localhost" (127.0.0.1); port 0 takes a free one.
  [[nodiscard]] static std::variant<Listener, ListenError> open(boost::asio::io_context& context,
                                                                const std::string& host, std::uint16_t port);

  /// The port listened on.
  [[nodiscard]] std::uint16_t port() const { return port_; }

  /// Calls `on_connection` for each connection until close(), on the thread that runs the listener's io_context. Each
  /// socket belongs to the next of `homes` in turn (at least one; they outlive the listener). Out of file descriptors,
  /// it tries again after a moment: the waiting connections stay in the kernel's queue. The listener must stay where it
  /// is from here on.
  void start(std::vector<boost::asio::io_context*> homes, std::function<void(Socket)> on_connection);

  /// Lets connections be refused (ECONNREFUSED) until listen_again(), while the port stays taken. Those that wait to be
  /// accepted are reset, accepted ones stay as they are.
  void refuse();

  /// Takes connections after refuse(). Where the system has no means to listen, it tries again after a moment.
  void listen_again();

  /// Stops listening.
  void close();

 private:
  Listener(Acceptor acceptor, std::uint16_t port);
  void listen();
  void accept();
  void settle(Socket socket);
  void accept_later();

  Acceptor acceptor_;
  std::uint16_t port_;
  bool is_accepting_ = false;
  std::optional<boost::asio::executor_work_guard<Executor>> refusing_;  // set while it refuses: nothing else is pending
  Timer retry_;
  std::vector<boost::asio::io_context*> homes_;
  std::size_t next_home_ = 0;
  std::function<void(Socket)> on_connection_;
};

}  // namespace wiretape::net
