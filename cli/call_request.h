#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::cli {

/// One request of `wiretape call`.
struct CallRequest {
  std::optional<std::string> provider;                    ///< where the request names one
  std::variant<provider::ChatRequest, std::string> what;  ///< a model and a prompt, or a whole body to send
};

/// Why a text is no request.
struct CallRequestError {
  std::string what;  ///< what was found and what was expected
};

/// Reads `{"provider": …, "model": …, "prompt": …}`, of which the prompt alone must be there, or a request in the
/// provider's own format, known by its "messages", "input" or "contents", to which a "provider" may be added. `stream`
/// overrides whether the answer is to be streamed; nullopt leaves a body as it is. A body that needs no change is sent
/// byte for byte.
[[nodiscard]] std::variant<CallRequest, CallRequestError> parse_call_request(std::string_view text,
                                                                             std::optional<bool> stream);

/// Whether the text is one whole JSON value and nothing else.
[[nodiscard]] bool is_whole_json(std::string_view text);

}  // namespace wiretape::cli
