#pragma once

#include <cstddef>
#include <string_view>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/provider/reply.h"

namespace wiretape::fault {

/// What follows an error inside a stream.
inline constexpr FaultParameter error_then_parameter{
    .name = "then",
    .kind = FaultParameter::Kind::word,
    .standard = "end",
    .meaning = "what follows the error: end is nothing, continue the rest of the stream, done its terminator only",
    .words = "end|continue|done"};

/// Puts the dialect's own error event at a fault's place; what follows is what its argument `then` says.
FaultResult put_error(provider::Events& events, const FaultCall& call, const provider::Dialect& dialect,
                      const provider::ErrorReply& error);

}  // namespace wiretape::fault
