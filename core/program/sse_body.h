#pragma once

#include <string>

#include "wiretape/core/program/body.h"
#include "wiretape/core/provider/dialect.h"

namespace wiretape::program {

/// A body of bytes that are given verbatim: the events and comments are those that a reader of server-sent events finds
/// in them, the marks those that the dialect finds in these; nullptr finds none. Bytes of another framing hold no
/// events.
[[nodiscard]] Body annotated_sse_body(std::string bytes, const provider::Dialect* dialect);

}  // namespace wiretape::program
