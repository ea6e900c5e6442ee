#include "wiretape/client/async_client.h"

#include <utility>

#include "wiretape/client/asio_transport.h"
#include "wiretape/client/bounded_limits.h"
#include "wiretape/client/websocket/ws_transport.h"

namespace wiretape::client {
AsyncStream AsyncClient::chat(const ChatRequest& request) const {
  const auto& endpoint = client_.endpoint_;
  auto filled = request;
  if (filled.model.empty()) filled.model = endpoint.default_model;
  auto asked = call_request(endpoint, filled);
  asked.timeouts = bounded_limits(client_.timeouts_);
  if (endpoint.is_websocket) {
    asked.body = first_ws_message(*endpoint.dialect, asked.body);
    auto options = ws_call_options(asked, client_.tls_, client_.websocket_, client_.sizes_);
    return {WsCall(executor_, std::move(options)), *endpoint.dialect, client_.sizes_};
  }
  return {net::HttpCall(executor_, asio_call_options(asked, client_.tls_)), *endpoint.dialect,
          endpoint.requires_terminator, client_.sizes_};
}

AsyncStream AsyncClient::send(std::string_view body) const {
  return chat({.model = {}, .prompt = {}, .body = std::string(body)});
}

}  // namespace wiretape::client
