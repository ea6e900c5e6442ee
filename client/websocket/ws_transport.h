#pragma once

#include <string>
#include <string_view>

#include "wiretape/client/options.h"
#include "wiretape/client/transport.h"
#include "wiretape/client/websocket/ws_call.h"
#include "wiretape/core/net/call/tls_client.h"
#include "wiretape/core/provider/dialect.h"

namespace wiretape::client {

static_assert(Call<WsCall, WsCallStep>);

/// What is said first over a WebSocket to have `body` answered: the event `response.create` of OpenAI's Responses API,
/// elsewhere the body as it stands, as servers take it that send a chunk a message.
[[nodiscard]] std::string first_ws_message(const provider::Dialect& dialect, std::string_view body);

/// What a WsCall needs for `request`, whose body is the first message, as it stands: a GET of the same target, with its
/// fields but for those of a body and of its answer. `tls`: what it trusts; looked at only where the request is over
/// TLS, and not null there.
[[nodiscard]] WsCallOptions ws_call_options(const CallRequest& request, const net::TlsClientContext& tls,
                                            const WebSocketOptions& websocket, const SizeLimits& sizes);

}  // namespace wiretape::client
