#include "wiretape/client/client.h"

#include <utility>

#include "wiretape/client/async_client.h"

namespace wiretape::client {

std::variant<Client, ConfigurationError> Client::make(const Options& options) {
  auto endpoint = find_endpoint(options, net::process_environment);
  if (auto* error = std::get_if<ConfigurationError>(&endpoint)) return std::move(*error);
  return make(std::get<Endpoint>(std::move(endpoint)), options.ca_file, options.timeouts, options.sizes,
              options.websocket);
}

std::variant<Client, ConfigurationError> Client::make(Endpoint endpoint, const std::string& ca_file,
                                                      const Timeouts& timeouts, const SizeLimits& sizes,
                                                      const WebSocketOptions& websocket) {
  net::TlsClientContext tls;
  if (endpoint.url.is_tls) {
    auto loaded = net::make_tls_client_context(ca_file);
    if (auto* error = std::get_if<net::TlsError>(&loaded)) return ConfigurationError{std::move(error->what)};
    tls = std::get<net::TlsClientContext>(std::move(loaded));
  }
  return Client(std::move(endpoint), std::move(tls), timeouts, sizes, websocket);
}

Client::Client(Endpoint endpoint, net::TlsClientContext tls, const Timeouts& timeouts, const SizeLimits& sizes,
               const WebSocketOptions& websocket)
    : endpoint_(std::move(endpoint)), tls_(std::move(tls)), timeouts_(timeouts), sizes_(sizes), websocket_(websocket) {}

Stream Client::chat(const ChatRequest& request) const {
  return Stream(AsyncStreamMaker(*this, request));
}

Stream Client::send(std::string_view body) const {
  return chat({.model = {}, .prompt = {}, .body = std::string(body)});
}

}  // namespace wiretape::client
