#include "wiretape/core/net/call/proxy_tunnel.h"

#include <array>
#include <memory>
#include <string_view>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "wiretape/core/wire/http/http_response_reader.h"

namespace wiretape::net {
namespace {

using boost::system::error_code;

std::string tunnel_request(const std::string& host, std::uint16_t port, const Proxy& proxy) {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  const auto authority = is_ipv6 ? fmt::format("[{}]:{}", host, port) : fmt::format("{}:{}", host, port);
  auto request = fmt::format("CONNECT {} HTTP/1.1\r\nhost: {}\r\n", authority, authority);
  if (!proxy.authorization.empty()) request += "proxy-authorization: " + proxy.authorization + "\r\n";
  return request + "\r\n";
}

/// What is said of a failure, whoever saw it.
std::string proxy_failure(const Proxy& proxy, std::string_view what) {
  return fmt::format("proxy {}:{}: {}", proxy.host, proxy.port, what);
}

/// The question and its answer, kept alive by what it waits for. Whoever has a tunnel speaks first in it, so nothing
/// comes behind the proxy's head.
class Tunnel : public std::enable_shared_from_this<Tunnel> {
 public:
  Tunnel(ClientStream& stream, std::string request, Proxy proxy, std::function<void(std::string)> handler)
      : stream_(stream), request_(std::move(request)), proxy_(std::move(proxy)), handler_(std::move(handler)) {}

  void start() {
    stream_.write(boost::asio::buffer(request_), [self = shared_from_this()](const error_code& error, std::size_t) {
      if (error) return self->handler_(proxy_failure(self->proxy_, error.message()));
      self->read();
    });
  }

 private:
  void read() {
    stream_.read_some(boost::asio::buffer(buffer_),
                      [self = shared_from_this()](const error_code& error, std::size_t size) {
                        if (error) return self->handler_(proxy_failure(self->proxy_, error.message()));
                        self->take({self->buffer_.data(), size});
                      });
  }

  void take(std::string_view input) {
    const auto step = reader_.next(input);
    if (std::holds_alternative<wire::HttpResponseNeedMore>(step)) return read();
    if (const auto* error = std::get_if<wire::HttpError>(&step)) return handler_(proxy_failure(proxy_, error->what));
    const auto& head = reader_.head();
    if (head.status >= 200 && head.status < 300) return handler_("");
    handler_(proxy_failure(proxy_, fmt::format("{} {} to CONNECT", head.status, head.reason)));
  }

  ClientStream& stream_;
  std::string request_;
  Proxy proxy_;
  std::function<void(std::string)> handler_;
  wire::HttpResponseReader reader_;
  std::array<char, 1024> buffer_{};
};

}  // namespace

void open_tunnel(ClientStream& stream, const std::string& host, std::uint16_t port, const Proxy& proxy,
                 std::function<void(std::string)> handler) {
  std::make_shared<Tunnel>(stream, tunnel_request(host, port, proxy), proxy, std::move(handler))->start();
}

}  // namespace wiretape::net
