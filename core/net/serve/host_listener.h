#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "wiretape/core/net/serve/listener.h"

namespace wiretape::net {

/// Accepts TCP connections on all addresses of a host, on one port: "localhost" is 127.0.0.1 and, where this machine
/// has it, ::1, since clients try either first; any other host is one address. Not thread safe; outlives no io_context.
class HostListener {
 public:
  /// Listens on `host`, a numeric address or "localhost"; port 0 takes a port that is free on all of them. A port that
  /// somebody else has on one of them is an error, for some clients would call him.
  [[nodiscard]] static std::variant<HostListener, ListenError> open(boost::asio::io_context& context,
                                                                    const std::string& host, std::uint16_t port);

  /// The port listened on.
  [[nodiscard]] std::uint16_t port() const { return listeners_.front().port(); }

  /// As of a Listener, for each address.
  void start(const std::vector<boost::asio::io_context*>& homes, const std::function<void(Socket)>& on_connection);
  void refuse();
  void listen_again();
  void close();

 private:
  explicit HostListener(Listener first) { listeners_.push_back(std::move(first)); }
  [[nodiscard]] static std::variant<HostListener, ListenError> open_both(boost::asio::io_context& context,
                                                                         std::uint16_t port);

  std::vector<Listener> listeners_;  // at least one; stay where they are from start() on
};

}  // namespace wiretape::net
