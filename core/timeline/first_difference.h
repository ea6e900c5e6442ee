#pragma once

#include <cstddef>
#include <optional>

#include "wiretape/core/program/wire_program.h"

namespace wiretape::timeline {

/// The index of the first step of `program` that `other` has not: it sends other bytes, at another time, or does
/// something else. `program.steps.size()` where `other` only goes on; nullopt where both do the same.
[[nodiscard]] std::optional<std::size_t> first_difference(const program::WireProgram& program,
                                                          const program::WireProgram& other);

}  // namespace wiretape::timeline
