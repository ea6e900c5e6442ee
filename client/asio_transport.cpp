#include "wiretape/client/asio_transport.h"

#include "wiretape/core/wire/http/http_writer.h"

namespace wiretape::client {
namespace {

std::string request_text(const CallRequest& request) {
  std::string text;
  wire::append_request_head(text, request.head);
  return text += request.body;
}

}  // namespace

net::HttpCallOptions asio_call_options(const CallRequest& request, const net::TlsClientContext& tls) {
  const auto& timeouts = request.timeouts;
  net::HttpCallOptions options;
  options.target.host = request.host;
  options.target.port = request.port;
  if (request.is_tls) options.target.tls = tls;
  options.target.timeouts = {timeouts.resolve, timeouts.connect, timeouts.tls};
  options.timeouts = {timeouts.first_byte, timeouts.idle, timeouts.total};
  options.request = request_text(request);
  return options;
}

}  // namespace wiretape::client
