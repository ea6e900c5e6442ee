#pragma once

#include "wiretape/client/transport.h"
#include "wiretape/core/net/call/http_call.h"
#include "wiretape/core/net/call/tls_client.h"

namespace wiretape::client {

static_assert(Call<net::HttpCall>);

/// What a net::HttpCall needs for `request`. `tls`: what it trusts; looked at only where the request is over TLS, and
/// not null there.
[[nodiscard]] net::HttpCallOptions asio_call_options(const CallRequest& request, const net::TlsClientContext& tls);

}  // namespace wiretape::client
