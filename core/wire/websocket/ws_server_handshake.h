#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/core/wire/websocket/ws_extensions.h"

namespace wiretape::wire {

/// Whether a request means to open a WebSocket: its Upgrade names `websocket`. What is wrong with it otherwise is
/// read_ws_request's matter.
[[nodiscard]] bool asks_for_ws(const HttpRequestHead& head);

/// What a request asks for that opens a WebSocket.
struct WsRequest {
  std::string key;
  std::vector<std::string> subprotocols{};  ///< by the client's preference
  std::vector<WsExtension> extensions{};
};

/// Why a request opens no WebSocket, and what a server answers: 400; 405 where the method isn't GET; 426 where Upgrade
/// or the version is another one. `fields` are those that the answer must have, `sec-websocket-version: 13` among them
/// with 426.
struct WsRefusal {
  int status = 400;
  std::string what;  ///< one sentence, e.g. "Sec-WebSocket-Key is not the base64 of 16 bytes"
  HttpFields fields{};
};

/// Reads a request to open a WebSocket (RFC 6455 section 4.2.1). Refuses: a method other than GET, HTTP/1.0, an Upgrade
/// without `websocket`, a Connection without `upgrade`, a version other than 13, a key that is missing, repeated or no
/// base64 of 16 bytes, and subprotocols or extensions against their grammar.
[[nodiscard]] std::variant<WsRequest, WsRefusal> read_ws_request(const HttpRequestHead& head);

/// The subprotocol that a server answers with: the first of the client's that it knows, letter case and all; nullopt:
/// none, which the client may take or not.
[[nodiscard]] std::optional<std::string> choose_ws_subprotocol(const WsRequest& request,
                                                               std::span<const std::string_view> known);

/// The 101 that opens it, with the fields in the order in which most servers write them.
[[nodiscard]] HttpResponseHead ws_response(std::string_view key, const std::optional<std::string>& subprotocol,
                                           const std::optional<WsExtension>& extension);

}  // namespace wiretape::wire
