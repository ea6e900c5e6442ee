#include "wiretape/core/net/serve/listener.h"

#include <fcntl.h>
#include <sys/socket.h>

#include <chrono>
#include <cstddef>
#include <memory_resource>
#include <utility>

//                      refuse
//   bind ─▶ listen ─▶ accepting ──────────▶ refusing (bound, not listening)
//                      ▲      ◀──────────
//                      │     listen_again
//                      └── each connection
//
// On Linux shutdown(SHUT_RD) takes a socket out of listening and leaves it bound, but only to a port that bind() was
// asked for by number. SO_REUSEADDR would let others take the port of a socket that doesn't listen, so it is off while
// refusing; it must be on again for listen(), which else minds the connections that are still there.

namespace wiretape::net {
namespace {

constexpr int backlog = 4096;
constexpr std::chrono::milliseconds retry_delay{50};

/// A handler whose operation gets memory of its own. Asio would hand that on to a connection's wait, which needs less
/// and would hold all of it for as long as the connection lives.
template <class Callback>
struct Unrecycled {
  using allocator_type = std::pmr::polymorphic_allocator<std::byte>;

  [[nodiscard]] allocator_type get_allocator() const noexcept { return {}; }
  void operator()(const ErrorCode& error, Socket socket) { callback(error, std::move(socket)); }

  Callback callback;
};

template <class Callback>
Unrecycled(Callback) -> Unrecycled<Callback>;

/// The connection as one of another io_context's. Closed where that fails, which whoever gets it finds out.
Socket moved_to(boost::asio::io_context& home, Socket& socket) {
  Socket moved(home);
  ErrorCode error;
  const auto protocol = socket.local_endpoint(error).protocol();
  if (!error) moved.assign(protocol, socket.release(error), error);
  return moved;
}

/// Programs that this one starts must not hold its port after its end.
void close_on_exec(Acceptor& acceptor) {
  ::fcntl(acceptor.native_handle(), F_SETFD, FD_CLOEXEC);
}

void bind_to(Acceptor& acceptor, const boost::asio::ip::tcp::endpoint& endpoint, ErrorCode& error) {
  acceptor.open(endpoint.protocol(), error);
  if (!error) close_on_exec(acceptor);
  if (!error) acceptor.set_option(Acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
}

/// Where the port is 0, the endpoint with a free one, which `holder` holds until it goes: two sockets may be bound to
/// one port as long as neither listens.
boost::asio::ip::tcp::endpoint with_port(const boost::asio::ip::tcp::endpoint& endpoint, Acceptor& holder,
                                         ErrorCode& error) {
  if (endpoint.port() != 0) return endpoint;
  bind_to(holder, endpoint, error);
  return error ? endpoint : holder.local_endpoint(error);
}

}  // namespace

Listener::Listener(Acceptor acceptor, std::uint16_t port)
    : acceptor_(std::move(acceptor)), port_(port), retry_(acceptor_.get_executor()) {}

std::variant<Listener, ListenError> Listener::open(boost::asio::io_context& context, const std::string& host,
                                                   std::uint16_t port) {
  const auto numeric = listening_address(host);
  if (!numeric) return ListenError{host, port, "not a numeric address"};

  ErrorCode error;
  const auto address = boost::asio::ip::make_address(*numeric);
  Acceptor holder(context);
  Acceptor acceptor(context);
  const auto endpoint = with_port({address, port}, holder, error);
  if (!error) bind_to(acceptor, endpoint, error);
  ErrorCode ignored;
  holder.close(ignored);
  if (!error) acceptor.listen(backlog, error);
  if (error) return ListenError{host, port, error.message()};
  return Listener(std::move(acceptor), endpoint.port());
}

void Listener::start(std::vector<boost::asio::io_context*> homes, std::function<void(Socket)> on_connection) {
  homes_ = std::move(homes);
  on_connection_ = std::move(on_connection);
  accept();
}

void Listener::refuse() {
  if (refusing_ || !acceptor_.is_open()) return;
  refusing_.emplace(acceptor_.get_executor());
  ErrorCode ignored;  // neither fails on a socket that is open
  acceptor_.set_option(Acceptor::reuse_address(false), ignored);
  ::shutdown(acceptor_.native_handle(), SHUT_RD);
}

void Listener::listen_again() {
  if (!refusing_) return;
  const auto kept_at_work = std::exchange(refusing_, std::nullopt);  // until an accept is pending
  listen();
}

void Listener::close() {
  ErrorCode ignored;
  acceptor_.close(ignored);
  retry_.cancel();
  refusing_.reset();
}

void Listener::listen() {
  ErrorCode ignored;  // accept() finds it out, and tries again
  acceptor_.set_option(Acceptor::reuse_address(true), ignored);
  acceptor_.listen(backlog, ignored);
  accept();
}

void Listener::accept() {
  if (is_accepting_ || refusing_) return;
  is_accepting_ = true;
  acceptor_.async_accept(Unrecycled{[this](const ErrorCode& error, Socket socket) {
    if (error == boost::asio::error::operation_aborted || !acceptor_.is_open()) return;
    is_accepting_ = false;
    if (!error) {
      settle(std::move(socket));
      accept();
    } else if (error == boost::asio::error::connection_aborted) {
      accept();
    } else {
      accept_later();
    }
  }});
}

// A connection is accepted as one of the listener's own io_context, since a pending accept would otherwise refer to one
// that may go first.
void Listener::settle(Socket socket) {
  auto& home = *homes_[next_home_];
  next_home_ = (next_home_ + 1) % homes_.size();
  if (&home == &socket.get_executor().context()) return on_connection_(std::move(socket));
  on_connection_(moved_to(home, socket));
}

void Listener::accept_later() {
  if (refusing_) return;
  retry_.expires_after(retry_delay);
  retry_.async_wait([this](const ErrorCode& error) {
    if (!error && acceptor_.is_open() && !refusing_) listen();
  });
}

}  // namespace wiretape::net
