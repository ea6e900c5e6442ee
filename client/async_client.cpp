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
                                  const ChatRequest& request) {
  net::HttpCallOptions options;
  options.target.host = endpoint.url.host;
  options.target.port = endpoint.url.port;
  options.target.tls = tls;
  options.target.timeouts = {bounded(timeouts.resolve), bounded(timeouts.connect), bounded(timeouts.tls)};
  options.timeouts = {bounded(timeouts.first_byte), bounded(timeouts.idle), bounded(timeouts.total)};
  options.request = request_text(endpoint, request);
  return options;
}

}  // namespace

AsyncStream AsyncClient::chat(const ChatRequest& request) const {
  const auto& endpoint = client_.endpoint_;
  auto filled = request;
  if (filled.model.empty()) filled.model = endpoint.default_model;
  return {executor_, call_options(endpoint, client_.tls_, client_.timeouts_, filled), *endpoint.dialect,
          endpoint.requires_terminator};
}

AsyncStream AsyncClient::send(std::string_view body) const {
  return chat({.model = {}, .prompt = {}, .body = std::string(body)});
}

}  // namespace wiretape::client
