#include "wiretape/client/async_client.h"

#include <algorithm>

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

AsyncStream AsyncClient::chat(const ChatRequest& request) const {
  return send(client_.body_of(request));
}

AsyncStream AsyncClient::send(std::string_view body) const {
  const auto& endpoint = client_.endpoint_;
  return {executor_, call_options(endpoint, client_.tls_, client_.timeouts_, body), *endpoint.dialect,
          endpoint.requires_terminator};
}

}  // namespace wiretape::client
