#include "wiretape/client/websocket/ws_transport.h"

#include <algorithm>
#include <array>

#include "wiretape/client/bounded_limits.h"
#include "wiretape/core/provider/openai_responses/openai_response_create.h"
#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::client {
namespace {

bool is_of_body_or_answer(std::string_view name) {
  constexpr std::array<std::string_view, 4> names{"accept", "content-type", "content-length", "connection"};
  return std::ranges::any_of(names, [name](auto other) { return wire::equal_ignoring_case(name, other); });
}

}  // namespace

std::string first_ws_message(const provider::Dialect& dialect, std::string_view body) {
  return dialect.name == "openai.responses" ? provider::openai_response_create(body) : std::string(body);
}

WsCallOptions ws_call_options(const CallRequest& request, const net::TlsClientContext& tls,
                              const WebSocketOptions& websocket, const SizeLimits& sizes) {
  const auto& timeouts = request.timeouts;
  WsCallOptions options;
  options.target.host = request.host;
  options.target.port = request.port;
  if (request.is_tls) options.target.tls = tls;
  options.target.timeouts = {timeouts.resolve, timeouts.connect, timeouts.tls};
  options.timeouts = {timeouts.first_byte, timeouts.idle, timeouts.total};
  options.handshake.target = request.head.target;
  for (const auto& field : request.head.fields) {
    if (is_of_body_or_answer(field.name)) continue;
    options.handshake.fields.push_back({std::string(field.name), std::string(field.value)});
  }
  options.handshake.offer.deflate = websocket.deflate;
  options.request = request.body;
  options.limits = {.frame = sizes.event, .message = sizes.event};
  options.close = bounded_limit(websocket.close);
  return options;
}

}  // namespace wiretape::client
