#pragma once

#include "wiretape/core/program/layout/compile.h"
#include "wiretape/core/provider/dialect.h"

namespace wiretape::program {

/// A dialect's own whole answer, such as an error, as a response.
[[nodiscard]] Response whole_response(provider::WholeAnswer answer);

}  // namespace wiretape::program
