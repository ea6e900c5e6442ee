#include "wiretape/mockserver/server.h"

#include <utility>

#include "wiretape/mockserver/connection.h"

namespace wiretape::mockserver {

std::variant<std::unique_ptr<Server>, net::ListenError> Server::open(boost::asio::io_context& context,
                                                                     std::vector<tape::Tape> tapes,
                                                                     const ServerOptions& options) {
  auto listener = net::Listener::open(context, options.host, options.port);
  if (auto* error = std::get_if<net::ListenError>(&listener)) return std::move(*error);
  std::unique_ptr<Server> server(new Server(std::get<net::Listener>(std::move(listener)), std::move(tapes), options));
  server->listener_.start([raw = server.get()](net::Socket socket) { raw->accept(std::move(socket)); });
  return server;
}

Server::Server(net::Listener listener, std::vector<tape::Tape> tapes, const ServerOptions& options)
    : listener_(std::move(listener)),
      responder_(std::move(tapes), options.delivery),
      journal_(options.journal_capacity),
      context_(new ConnectionContext{.responder = responder_,
                                     .journal = journal_,
                                     .limits = options.limits,
                                     .tls = options.tls,
                                     .request_timeout = options.request_timeout,
                                     .on_closed = [this](std::uint64_t connection) { forget(connection); }}) {}

// Handlers still queued hold connections, and those refer to this server: closed, they do nothing any more.
Server::~Server() {
  stop();
}

std::uint16_t Server::port() const {
  return listener_.port();
}

journal::Journal& Server::journal() {
  return journal_;
}

void Server::drain(std::function<void()> on_drained) {
  on_drained_ = std::move(on_drained);
  context_->is_draining = true;
  listener_.close();
  for (const auto& connection : connections())
    connection->close_if_idle();
  if (connections_.empty() && on_drained_) std::exchange(on_drained_, nullptr)();
}

void Server::stop() {
  listener_.close();
  for (const auto& connection : connections())
    connection->close();
}

void Server::accept(net::Socket socket) {
  const auto number = ++accepted_;
  const auto connection = std::make_shared<Connection>(std::move(socket), number, *context_);
  connections_.emplace(number, connection);
  connection->start();
}

void Server::forget(std::uint64_t connection) {
  connections_.erase(connection);
  if (connections_.empty() && on_drained_) std::exchange(on_drained_, nullptr)();
}

std::vector<std::shared_ptr<Connection>> Server::connections() const {
  std::vector<std::shared_ptr<Connection>> all;
  for (const auto& [number, weak] : connections_) {
    if (auto connection = weak.lock()) all.push_back(std::move(connection));
  }
  return all;
}

}  // namespace wiretape::mockserver
