#pragma once

#include <variant>

#include "wiretape/client/websocket/ws_connection.h"
#include "wiretape/core/net/call/http_call_step.h"

namespace wiretape::client {

/// What a WsCall comes to, one after the other. HttpCallHead: the response to the handshake, 101 or not; what follows
/// another than 101 are wire::HttpBodyBytes. wire::WsClose: the server closes; then comes the CallEnd, which is
/// wire::HttpError also for what breaks the WebSocket's own rules. Views are valid until the next step or wait().
using WsCallStep =
    std::variant<net::HttpCallNeedMore, net::HttpCallHead, wire::HttpBodyBytes, WsMessage, wire::WsClose, net::CallEnd>;

}  // namespace wiretape::client
