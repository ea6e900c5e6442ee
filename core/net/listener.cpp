#include "wiretape/core/net/listener.h"

#include <chrono>
#include <utility>

namespace wiretape::net {
namespace {

constexpr int backlog = 4096;
constexpr std::chrono::milliseconds retry_delay{50};

/// The connection as one of another io_context's. Closed where that fails, which whoever gets it finds out.
Socket moved_to(boost::asio::io_context& home, Socket& socket) {
  Socket moved(home);
  ErrorCode error;
  const auto protocol = socket.local_endpoint(error).protocol();
  if (!error) moved.assign(protocol, socket.release(error), error);
  return moved;
}

}  // namespace

std::string http_origin(const std::string& host, std::uint16_t port, Security security) {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  const std::string scheme = security == Security::tls ? "https://" : "http://";
  return scheme + (is_ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

std::optional<std::string> listening_address(const std::string& host) {
  if (host == "localhost") return "127.0.0.1";
  ErrorCode error;
  static_cast<void>(boost::asio::ip::make_address(host, error));
  return error ? std::nullopt : std::optional(host);
}

Listener::Listener(Acceptor acceptor, std::uint16_t port)
    : acceptor_(std::move(acceptor)), port_(port), retry_(acceptor_.get_executor()) {}

std::variant<Listener, ListenError> Listener::open(boost::asio::io_context& context, const std::string& host,
                                                   std::uint16_t port) {
  using boost::asio::ip::tcp;
  const auto address = listening_address(host);
  if (!address) return ListenError{host, port, "not a numeric address"};

  ErrorCode error;
  const tcp::endpoint endpoint(boost::asio::ip::make_address(*address), port);
  Acceptor acceptor(context);
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(Acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(backlog, error);
  if (error) return ListenError{host, port, error.message()};
  const auto local = acceptor.local_endpoint(error);
  if (error) return ListenError{host, port, error.message()};
  return Listener(std::move(acceptor), local.port());
}

void Listener::start(std::vector<boost::asio::io_context*> homes, std::function<void(Socket)> on_connection) {
  homes_ = std::move(homes);
  on_connection_ = std::move(on_connection);
  accept();
}

void Listener::close() {
  ErrorCode ignored;
  acceptor_.close(ignored);
  retry_.cancel();
}

void Listener::accept() {
  acceptor_.async_accept([this](const ErrorCode& error, Socket socket) {
    if (error == boost::asio::error::operation_aborted || !acceptor_.is_open()) return;
    if (!error) {
      settle(std::move(socket));
      accept();
    } else if (error == boost::asio::error::connection_aborted) {
      accept();
    } else {
      accept_later();
    }
  });
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
  retry_.expires_after(retry_delay);
  retry_.async_wait([this](const ErrorCode& error) {
    if (!error && acceptor_.is_open()) accept();
  });
}

}  // namespace wiretape::net
