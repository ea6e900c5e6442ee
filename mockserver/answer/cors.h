#pragma once

#include <optional>

#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/mockserver/answer/playable.h"

namespace wiretape::mockserver {

/// The answer to a browser's preflight (OPTIONS with Origin and Access-Control-Request-Method, as the Fetch standard
/// says): 204, and whatever was asked for is allowed to that origin. nullopt for any other request.
[[nodiscard]] std::optional<Playable> preflight_answer(const wire::HttpRequest& request);

/// The fields that let a page of the request's Origin read an answer and all of its fields, Access-Control-Allow-Origin
/// first. None where the request names no Origin. nullptr is a request whose head nobody has read: pages of any origin
/// may read the answer, but for those that send credentials.
[[nodiscard]] wire::HttpFields cross_origin_fields(const wire::HttpRequestHead* request);

}  // namespace wiretape::mockserver
