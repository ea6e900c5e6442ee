#include "wiretape/mockserver/serve/server.h"

#include <algorithm>
#include <utility>

#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

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
      playback_{responder_, journal_, options.tls != nullptr, options.cors},
      serving_{{.limits = options.limits, .tls = options.tls, .request_timeout = options.request_timeout},
               [this](std::uint64_t connection) { forget(connection); }},
      listener_faults_(options.listener_faults),
      faults_(responder_.armed(), listener_faults_, options.tls ? net::Security::tls : net::Security::plain,
              options.delivery.seed != 0) {
  listener_faults_.tell([this](std::function<void()> in_force) {
    boost::asio::dispatch(home_, [this, in_force = std::move(in_force)] {
      refuse_or_listen();
      in_force();
    });
  });
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
  homes_.clear();  // their timers go before the contexts of threads_
}

void Server::start() {
  homes_.push_back({&home_, std::make_shared<net::DeadlineQueue>(home_)});
  for (const auto& thread : threads_)
    homes_.push_back({&thread->context(), std::make_shared<net::DeadlineQueue>(thread->context())});
  std::vector<boost::asio::io_context*> contexts;
  for (const auto& home : homes_)
    contexts.push_back(home.context);
  listener_.start(std::move(contexts), [this](net::Socket socket) { accept(std::move(socket)); });
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

FaultArming& Server::faults() {
  return faults_;
}

void Server::arm(std::vector<ListenerFault> faults, std::function<void()> on_armed) {
  listener_faults_.arm(std::move(faults), std::move(on_armed));
}

void Server::refuse_or_listen() {
  if (listener_faults_.refuses()) {
    listener_.refuse();
  } else {
    listener_.listen_again();
  }
}

void Server::drain(std::function<void()> on_drained) {
  listener_.close();
  serving_.terms.is_draining = true;
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
    is_full = served_ >= max_connections_;
    auto fault = is_full ? nullptr : listener_faults_.next_connection();
    if (fault) journal_.faulted(name_of(*fault));
    auto& deadlines = deadlines_of(socket.get_executor().context());
    connection =
        std::make_shared<Connection>(std::move(socket), deadlines, number, serving_, Playback(playback_, number),
                                     fault ? fault_of_connection(*fault) : nullptr);
    connections_.emplace(number, Held{connection, is_full});
    if (!is_full) ++served_;
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

net::DeadlineQueue& Server::deadlines_of(const boost::asio::io_context& context) const {
  return *std::ranges::find(homes_, &context, &Home::context)->deadlines;
}

void Server::forget(std::uint64_t connection) {
  decltype(connections_)::node_type held;  // goes when the lock has
  const std::lock_guard lock(mutex_);
  held = connections_.extract(connection);
  if (!held.mapped().is_turned_away) --served_;
  if (connections_.empty() && on_drained_) boost::asio::post(home_, std::exchange(on_drained_, nullptr));
}

std::vector<std::shared_ptr<Server::Connection>> Server::connections() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<Connection>> all;
  for (const auto& [number, held] : connections_)
    all.push_back(held.connection);
  return all;
}

}  // namespace wiretape::mockserver
