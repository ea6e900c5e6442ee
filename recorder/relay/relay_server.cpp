#include "wiretape/recorder/relay/relay_server.h"

#include <utility>

namespace wiretape::recorder::relay {

std::variant<std::unique_ptr<RelayServer>, net::ListenError> RelayServer::open(boost::asio::io_context& context,
                                                                               const RelayOptions& options,
                                                                               capture::Sink sink) {
  auto listener = net::HostListener::open(context, options.host, options.port);
  if (auto* error = std::get_if<net::ListenError>(&listener)) return std::move(*error);
  std::unique_ptr<RelayServer> server(
      new RelayServer(context, std::get<net::HostListener>(std::move(listener)), options, std::move(sink)));
  server->listener_.start({&context},
                          [server = server.get()](net::Socket socket) { server->accept(std::move(socket)); });
  return server;
}

RelayServer::RelayServer(boost::asio::io_context& context, net::HostListener listener, const RelayOptions& options,
                         capture::Sink sink)
    : context_(context),
      listener_(std::move(listener)),
      max_connections_(options.max_connections),
      relay_{.upstream = options.upstream,
             .sink = std::move(sink),
             .replay = options.replay,
             .wake = [this](std::uint64_t connection) { connections_.wake_here(connection); }},
      proxy_(options.proxy),
      serving_{.limits = options.limits,
               .packed = wire::PackedBody::leave,
               .tls = options.tls,
               .request_timeout = options.request_timeout},
      deadlines_(std::make_shared<net::DeadlineQueue>(context)),
      connections_(serving_) {
  if (proxy_) proxy_->wake = relay_.wake;
}

RelayServer::~RelayServer() {
  listener_.close();
  relay_.is_stopping = true;
  connections_.close_here();
}

void RelayServer::drain(std::function<void()> on_drained) {
  listener_.close();
  connections_.drain(context_, std::move(on_drained));
}

void RelayServer::stop() {
  listener_.close();
  relay_.is_stopping = true;
  connections_.close_all();
}

void RelayServer::accept(net::Socket socket) {
  const auto number = ++accepted_;
  net::ProxyDoor<Relay> relay(proxy_ ? &*proxy_ : nullptr, number, socket.get_executor(),
                              Relay(relay_, number, socket.get_executor()));
  if (connections_.served() >= max_connections_) {
    connections_.turn_away(std::move(socket), *deadlines_, number, std::move(relay));
  } else {
    connections_.serve(std::move(socket), *deadlines_, number, std::move(relay));
  }
}

}  // namespace wiretape::recorder::relay
