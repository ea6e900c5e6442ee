#pragma once

#include <string>
#include <string_view>

namespace wiretape::provider {

/// What asks for an answer over a WebSocket: the body of a call as the event `response.create`, without `stream` and
/// `background`, which the provider refuses there. A body that is that event already, or no JSON object, stays as it
/// is.
[[nodiscard]] std::string openai_response_create(std::string_view body);

}  // namespace wiretape::provider
