#pragma once

#include <string>

#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::cli {

/// The model that a request's JSON names; "" where it names none.
[[nodiscard]] std::string model_of(const wire::HttpRequest& request);

}  // namespace wiretape::cli
