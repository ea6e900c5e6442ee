#pragma once

#include <span>
#include <variant>

#include "wiretape/core/compile/compile_answer.h"
#include "wiretape/core/fault/fault.h"
#include "wiretape/core/tape/tape.h"

namespace wiretape::compile {

/// An exchange's answer to sample_request(), with these faults, by its own delivery: over TLS, for whether
/// there is what only that has is up to the server.
[[nodiscard]] std::variant<CompiledAnswer, UnfitFault> sample_answer(const tape::Exchange& exchange,
                                                                     std::span<const fault::Fault* const> faults = {});

}  // namespace wiretape::compile
