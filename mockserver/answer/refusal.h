#pragma once

#include <string_view>

#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/mockserver/answer/responder.h"

namespace wiretape::mockserver {

/// The server's own answer to a connection rather than to a request: an error in JSON, after which it closes.
[[nodiscard]] Answer refusal(int status, std::string_view type, std::string_view message,
                             const wire::HttpFields& server_fields = {});

}  // namespace wiretape::mockserver
