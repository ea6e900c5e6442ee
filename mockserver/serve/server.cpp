#include "wiretape/mockserver/serve/server.h"

#include <algorithm>
#include <utility>

#include <boost/asio/dispatch.hpp>

namespace wiretape::mockserver {

std::variant<std::unique_ptr<Server>, net::ListenError> Server::open(boost::asio::io_context& context,
                                                                     std::vector<tape::Tape> tapes,
                                                                     const ServerOptions& options) {
  auto listener = net::HostListener::open(context, options.host, options.port);
  if (auto* error = std::get_if<net::ListenError>(&listener)) return std::move(*error);
  std::unique_ptr<Server> server(
      new Server(context, std::get<net::HostListener>(std::move(listener)), std::move(tapes), options));
  server->start();
  return server;
}

Server::Server(boost::asio::io_context& context, net::HostListener listener, std::vector<tape::Tape> tapes,
               const ServerOptions& options)
    : home_(context),
      listener_(std::move(listener)),
      max_connections_(options.max_connections),
      responder_(std::move(tapes), options.delivery, options.faults,
                 {.strict_endpoints = options.strict_endpoints,
                  .validate = options.validate,
                  .faults_name = options.faults_name}),
      journal_(options.journal),
      playback_{responder_, journal_, options.tls != nullptr, options.cors},
      proxy_(options.proxy),
      terms_{.limits = options.limits, .tls = options.tls, .request_timeout = options.request_timeout},
      listener_faults_(options.listener_faults, options.faults_name),
      faults_(responder_.armed(), listener_faults_, options.tls ? net::Security::tls : net::Security::plain,
              options.delivery.seed != 0),
      connections_(terms_) {
  listener_faults_.tell([this](std::function<void()> in_force) {
    boost::asio::dispatch(home_, [this, in_force = std::move(in_force)] {
      refuse_or_listen();
      in_force();
    });
  });
  if (proxy_) proxy_->wake = [this](std::uint64_t connection) { connections_.wake_here(connection); };
  responder_.held().on_release([this](std::uint64_t connection) { connections_.wake(connection); });
  for (std::size_t thread = 1; thread < options.threads; ++thread)
    threads_.push_back(std::make_unique<net::LoopThread>());
}

Server::~Server() {
  listener_.close();
  for (const auto& thread : threads_)
    thread->stop();
  connections_.close_here();
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
  responder_.held().stop_holding();
  connections_.drain(home_, std::move(on_drained));
}

void Server::stop() {
  listener_.close();
  connections_.close_all();
}

void Server::accept(net::Socket socket) {
  const auto number = ++accepted_;
  auto& deadlines = deadlines_of(socket.get_executor().context());
  net::ProxyDoor<Playback> playback(proxy_ ? &*proxy_ : nullptr, number, socket.get_executor(),
                                    Playback(playback_, number));
  if (connections_.served() >= max_connections_) {
    connections_.turn_away(std::move(socket), deadlines, number, std::move(playback));
    return;
  }
  const auto fault = listener_faults_.next_connection();
  if (fault) journal_.faulted(name_of(*fault));
  refuse_or_listen();  // first: whoever was served must find the next one refused
  connections_.serve(std::move(socket), deadlines, number, std::move(playback),
                     fault ? fault_of_connection(*fault) : nullptr);
}

net::DeadlineQueue& Server::deadlines_of(const boost::asio::io_context& context) const {
  return *std::ranges::find(homes_, &context, &Home::context)->deadlines;
}

}  // namespace wiretape::mockserver
