#pragma once

#include <string>

#include "wiretape/core/provider/message.h"

namespace wiretape::cli {

/// What a user must know of an answer beside its outcome, a line each: content that was not understood, and tool calls
/// that nobody can carry out. Empty where there is nothing to tell.
[[nodiscard]] std::string warnings(const provider::Message& message);

}  // namespace wiretape::cli
