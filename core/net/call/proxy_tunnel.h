#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "wiretape/core/net/call/client_stream.h"
#include "wiretape/core/net/call/proxy.h"

namespace wiretape::net {

/// Asks the proxy at the other end of `stream` for a tunnel to `host` and `port`. `handler` is called once, never
/// before this returns: with "", and what is read and written from then on goes there; or with a sentence that says
/// what the proxy answered. The handler must keep the stream alive; once the stream is closed it may be called with
/// anything.
void open_tunnel(ClientStream& stream, const std::string& host, std::uint16_t port, const Proxy& proxy,
                 std::function<void(std::string)> handler);

}  // namespace wiretape::net
