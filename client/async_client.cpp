#include "wiretape/client/async_client.h"

#include <algorithm>
#include <utility>

#include "wiretape/client/asio_transport.h"

namespace wiretape::client {
namespace {

using std::chrono::milliseconds;

/// What can be added to any time of day: somebody's "no limit" may be milliseconds::max().
milliseconds bounded(milliseconds limit) {
  constexpr milliseconds longest = std::chrono::hours(24) * 365;
  return std::clamp(limit, milliseconds(0), longest);
}

Timeouts bounded(const Timeouts& timeouts) {
  return {bounded(timeouts.resolve),    bounded(timeouts.connect), bounded(timeouts.tls),
          bounded(timeouts.first_byte), bounded(timeouts.idle),    bounded(timeouts.total)};
}

}  // namespace

AsyncStream AsyncClient::chat(const ChatRequest& request) const {
  const auto& endpoint = client_.endpoint_;
  auto filled = request;
  if (filled.model.empty()) filled.model = endpoint.default_model;
  auto asked = call_request(endpoint, filled);
  asked.timeouts = bounded(client_.timeouts_);
  return {net::HttpCall(executor_, asio_call_options(asked, client_.tls_)), *endpoint.dialect,
          endpoint.requires_terminator, client_.sizes_};
}

AsyncStream AsyncClient::send(std::string_view body) const {
  return chat({.model = {}, .prompt = {}, .body = std::string(body)});
}

}  // namespace wiretape::client
