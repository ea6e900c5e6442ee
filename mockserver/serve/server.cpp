#include "wiretape/mockserver/serve/server.h"

#include <utility>

#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include "wiretape/mockserver/serve/connection.h"

namespace wiretape::mockserver {

std::variant<std::unique_ptr<Server>, net::ListenError> Server::open(boost::asio::io_context& context,
                                                                     std::vector<tape::Tape> tapes,
                                                                     const ServerOptions& options) {
  auto listener = net::Listener::open(context, options.host, options.port);
  if (auto* error = std::get_if<net::ListenError>(&listener)) return std::move(*error);
  std::unique_ptr<Server> server(
      new Server(context, std::get<net::Listener>(std::move(listener)), std::move(tapes), options));
  server->start();
  return server;
}

Server::Server(boost::asio::io_context& context, net::Listener listener, std::vector<tape::Tape> tapes,
               const ServerOptions& options)
    : home_(context),
      listener_(std::move(listener)),
      max_connections_(options.max_connections),
      responder_(std::move(tapes), options.delivery, options.faults),
      journal_(options.journal),
      context_(new ConnectionContext{.responder = responder_,
                                     .journal = journal_,
                                     .limits = options.limits,
                                     .tls = options.tls,
                                     .request_timeout = options.request_timeout,
                                     .cors = options.cors,
                                     .on_closed = [this](std::uint64_t connection) { forget(connection); }}),
      faults_(options.listener_faults) {
  for (std::size_t thread = 1; thread < options.threads; ++thread)
    threads_.push_back(std::make_unique<net::LoopThread>());
}

// Handlers still queued hold connections, and those refer to this server: closed, they do nothing any more.
Server::~Server() {
  listener_.close();
  for (const auto& thread : threads_)
    thread->stop();
  on_drained_ = nullptr;
  for (const auto& connection : connections())
    connection->close();
}

void Server::start() {
  std::vector<boost::asio::io_context*> homes{&home_};
  for (const auto& thread : threads_)
    homes.push_back(&thread->context());
  listener_.start(std::move(homes), [this](net::Socket socket) { accept(std::move(socket)); });
  refuse_or_listen();
}

std::uint16_t Server::port() const {
  return listener_.port();
}

journal::Journal& Server::journal() {
  return journal_;
}

Responder& Server::responder() {
  return responder_;
}

std::size_t Server::open_connections() const {
  const std::lock_guard lock(mutex_);
  return connections_.size();
}

void Server::arm(std::vector<ListenerFault> faults, std::function<void()> on_armed) {
  boost::asio::dispatch(home_, [this, faults = std::move(faults), on_armed = std::move(on_armed)]() mutable {
    faults_ = ArmedListenerFaults(std::move(faults));
    refuse_or_listen();
    if (on_armed) on_armed();
  });
}

void Server::disarm(std::function<void()> on_disarmed) {
  arm({}, std::move(on_disarmed));
}

void Server::refuse_or_listen() {
  if (faults_.refuses()) {
    listener_.refuse();
  } else {
    listener_.listen_again();
  }
}

void Server::drain(std::function<void()> on_drained) {
  listener_.close();
  context_->is_draining = true;
  for (const auto& connection : connections())
    boost::asio::dispatch(connection->executor(), [connection] { connection->close_if_idle(); });
  {
    const std::lock_guard lock(mutex_);
    if (!connections_.empty()) {
      // The caller's io_context must not run out of work while other threads still play.
      on_drained_ = [on_drained = std::move(on_drained), work = boost::asio::make_work_guard(home_)] { on_drained(); };
      return;
    }
  }
  on_drained();
}

void Server::stop() {
  listener_.close();
  for (const auto& connection : connections())
    boost::asio::dispatch(connection->executor(), [connection] { connection->close(); });
}

void Server::accept(net::Socket socket) {
  const auto number = ++accepted_;
  std::shared_ptr<Connection> connection;
  bool is_full = false;
  {
    const std::lock_guard lock(mutex_);
    is_full = serving_ >= max_connections_;
    auto fault = is_full ? nullptr : faults_.next_connection();
    if (fault) journal_.faulted(name_of(*fault));
    connection = std::make_shared<Connection>(std::move(socket), number, *context_, std::move(fault));
    connections_.emplace(number, Held{connection, is_full});
    if (!is_full) ++serving_;
  }
  refuse_or_listen();
  boost::asio::dispatch(connection->executor(), [connection, is_full] {
    if (is_full) {
      connection->turn_away();
    } else {
      connection->start();
    }
  });
}

void Server::forget(std::uint64_t connection) {
  const std::lock_guard lock(mutex_);
  const auto held = connections_.find(connection);
  if (!held->second.is_turned_away) --serving_;
  connections_.erase(held);
  if (connections_.empty() && on_drained_) boost::asio::post(home_, std::exchange(on_drained_, nullptr));
}

std::vector<std::shared_ptr<Connection>> Server::connections() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<Connection>> all;
  for (const auto& [number, held] : connections_) {
    if (auto connection = held.connection.lock()) all.push_back(std::move(connection));
  }
  return all;
}

}  // namespace wiretape::mockserver
