#include "wiretape/mockserver/host/host.h"

#include <utility>

namespace wiretape::mockserver {
namespace {

Ready ready_of(const Server& server, std::size_t exchanges, const HostOptions& options) {
  const auto security = options.server.tls ? net::Security::tls : net::Security::plain;
  return {.url = net::http_origin(options.server.host, server.port(), security),
          .port = server.port(),
          .exchanges = exchanges,
          .authority_file = options.authority_file};
}

ControlSources sources_of(Server& server) {
  return {.journal = server.journal(),
          .open_connections = [&server] { return server.open_connections(); },
          .responder = &server.responder(),
          .faults = &server.faults()};
}

}  // namespace

std::variant<std::unique_ptr<Host>, HostError> Host::open(boost::asio::io_context& context,
                                                          std::vector<tape::Tape> tapes, const HostOptions& options) {
  const auto exchanges = count_exchanges(tapes);
  auto opened = Server::open(context, std::move(tapes), options.server);
  if (auto* error = std::get_if<net::ListenError>(&opened))
    return HostError{HostError::Listener::server, std::move(*error)};
  auto& server = std::get<std::unique_ptr<Server>>(opened);
  auto ready = ready_of(*server, exchanges, options);
  std::unique_ptr<Host> host(new Host(context, std::move(server), std::move(ready)));
  if (!options.control) return host;

  auto control = ControlPlane::start(sources_of(*host->server_), *options.control);
  if (auto* error = std::get_if<net::ListenError>(&control))
    return HostError{HostError::Listener::control, std::move(*error)};
  host->control_.emplace(std::get<ControlPlane>(std::move(control)));
  host->ready_.control_port = host->control_->port();
  host->ready_.control_url = net::http_origin(options.control->host, host->ready_.control_port);
  return host;
}

Host::Host(boost::asio::io_context& context, std::unique_ptr<Server> server, Ready ready)
    : server_(std::move(server)), ready_(std::move(ready)), grace_(context.get_executor()) {}

std::size_t Host::replace(std::vector<tape::Tape> tapes) {
  const auto exchanges = count_exchanges(tapes);
  auto& responder = server_->responder();
  const std::lock_guard lock(mutex_);
  used_.note(responder.uses());
  used_.note(responder.fault_uses());
  responder.replace(std::move(tapes));
  return exchanges;
}

StrictReport Host::strict_report() const {
  const std::lock_guard lock(mutex_);
  return mockserver::strict_report(server_->journal(), server_->responder(), used_,
                                   server_->faults().uses_of_listener());
}

void Host::drain(std::chrono::milliseconds grace, std::function<void()> on_ended) {
  on_ended_ = std::move(on_ended);
  grace_.expires_after(grace);
  grace_.async_wait([this](const net::ErrorCode& error) {
    if (!error) stop();
  });
  server_->drain([this] { end(); });
}

void Host::stop() {
  server_->stop();
  end();
}

void Host::end() {
  grace_.cancel();
  if (const auto on_ended = std::exchange(on_ended_, nullptr)) on_ended();
}

std::size_t count_exchanges(const std::vector<tape::Tape>& tapes) {
  std::size_t exchanges = 0;
  for (const auto& tape : tapes)
    exchanges += tape.exchanges.size();
  return exchanges;
}

}  // namespace wiretape::mockserver
