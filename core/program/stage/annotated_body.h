#pragma once

#include <string>
#include <string_view>

#include "wiretape/core/program/stage/body.h"
#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/provider/events.h"
#include "wiretape/core/wire/framing.h"

namespace wiretape::program {

/// A body of bytes that are given verbatim: the events and comments are those that a reader of the framing finds in
/// them, the marks those that the dialect finds in these; nullptr finds none. Bytes of another framing hold no events.
[[nodiscard]] Body annotated_body(std::string bytes, wire::Framing framing, const provider::Dialect* dialect);

/// The same bytes at stage 2: event by event, each with its own bytes, so that encoding them gives `bytes` again. A
/// comment inside an event stays part of it. What stands before the first event, and an event that was never ended, is
/// a comment of its own.
[[nodiscard]] provider::Events recorded_events(std::string_view bytes, wire::Framing framing,
                                               const provider::Dialect* dialect);

}  // namespace wiretape::program
