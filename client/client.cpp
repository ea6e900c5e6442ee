#include "wiretape/client/client.h"

#include <algorithm>
#include <utility>

namespace wiretape::client {
namespace {

using std::chrono::milliseconds;

/// What can be added to any time of day: somebody's "no limit" may be milliseconds::max().
milliseconds bounded(milliseconds limit) {
  constexpr milliseconds longest = std::chrono::hours(24) * 365;
  return std::clamp(limit, milliseconds(0), longest);
}

net::HttpCallOptions call_options(const Endpoint& endpoint, const net::TlsClientContext& tls, const Timeouts& timeouts,
                                  std::string_view body) {
  net::HttpCallOptions options;
  options.target.host = endpoint.url.host;
  options.target.port = endpoint.url.port;
  options.target.tls = tls;
  options.target.timeouts = {bounded(timeouts.resolve), bounded(timeouts.connect), bounded(timeouts.tls)};
  options.timeouts = {bounded(timeouts.first_byte), bounded(timeouts.idle), bounded(timeouts.total)};
  options.request = request_text(endpoint, body);
  return options;
}

}  // namespace

std::variant<Client, ConfigurationError> Client::make(const Options& options) {
  auto endpoint = find_endpoint(options, process_environment);
  if (auto* error = std::get_if<ConfigurationError>(&endpoint)) return std::move(*error);
  return make(std::get<Endpoint>(std::move(endpoint)), options.ca_file, options.timeouts);
}

std::variant<Client, ConfigurationError> Client::make(Endpoint endpoint, const std::string& ca_file,
                                                      const Timeouts& timeouts) {
  net::TlsClientContext tls;
  if (endpoint.url.is_tls) {
    auto loaded = net::make_tls_client_context(ca_file);
    if (auto* error = std::get_if<net::TlsError>(&loaded)) return ConfigurationError{std::move(error->what)};
    tls = std::get<net::TlsClientContext>(std::move(loaded));
  }
  return Client(std::move(endpoint), std::move(tls), timeouts);
}

Client::Client(Endpoint endpoint, net::TlsClientContext tls, Timeouts timeouts)
    : endpoint_(std::move(endpoint)), tls_(std::move(tls)), timeouts_(timeouts) {}

Stream Client::chat(const ChatRequest& request) const {
  return send(body_of(request));
}

Stream Client::send(std::string_view body) const {
  return Stream([&](const boost::asio::any_io_executor& executor) { return send(executor, body); });
}

AsyncStream Client::chat(const boost::asio::any_io_executor& executor, const ChatRequest& request) const {
  return send(executor, body_of(request));
}

AsyncStream Client::send(const boost::asio::any_io_executor& executor, std::string_view body) const {
  return {executor, call_options(endpoint_, tls_, timeouts_, body), *endpoint_.dialect, endpoint_.requires_terminator};
}

std::string Client::body_of(const ChatRequest& request) const {
  auto filled = request;
  if (filled.model.empty()) filled.model = endpoint_.default_model;
  return endpoint_.dialect->request_body(filled);
}

}  // namespace wiretape::client
