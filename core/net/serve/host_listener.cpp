#include "wiretape/core/net/serve/host_listener.h"

#include <utility>

namespace wiretape::net {
namespace {

bool has_ipv6_loopback(boost::asio::io_context& context) {
  return std::holds_alternative<Listener>(Listener::open(context, "::1", 0));
}

}  // namespace

std::variant<HostListener, ListenError> HostListener::open(boost::asio::io_context& context, const std::string& host,
                                                           std::uint16_t port) {
  constexpr int most_attempts = 100;
  if (host == "localhost" && has_ipv6_loopback(context)) {
    auto both = open_both(context, port);
    // A port that is free on one need not be so on the other.
    for (int attempt = 1; port == 0 && std::holds_alternative<ListenError>(both) && attempt < most_attempts; ++attempt)
      both = open_both(context, port);
    return both;
  }
  auto one = Listener::open(context, host, port);
  if (auto* error = std::get_if<ListenError>(&one)) return std::move(*error);
  return HostListener(std::get<Listener>(std::move(one)));
}

std::variant<HostListener, ListenError> HostListener::open_both(boost::asio::io_context& context, std::uint16_t port) {
  auto first = Listener::open(context, "127.0.0.1", port);
  if (auto* error = std::get_if<ListenError>(&first)) return std::move(*error);
  HostListener both(std::get<Listener>(std::move(first)));
  auto second = Listener::open(context, "::1", both.port());
  if (auto* error = std::get_if<ListenError>(&second)) return std::move(*error);
  both.listeners_.push_back(std::get<Listener>(std::move(second)));
  return both;
}

void HostListener::start(const std::vector<boost::asio::io_context*>& homes,
                         const std::function<void(Socket)>& on_connection) {
  for (Listener& listener : listeners_)
    listener.start(homes, on_connection);
}

void HostListener::refuse() {
  for (Listener& listener : listeners_)
    listener.refuse();
}

void HostListener::listen_again() {
  for (Listener& listener : listeners_)
    listener.listen_again();
}

void HostListener::close() {
  for (Listener& listener : listeners_)
    listener.close();
}

}  // namespace wiretape::net
