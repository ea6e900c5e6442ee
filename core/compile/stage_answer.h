#pragma once

#include <optional>

#include "wiretape/core/program/layout/compile.h"
#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/provider/events.h"
#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/tape/tape.h"

namespace wiretape::compile {

/// An answer at stage 2 where it is a stream of events: the response's body is to be made of them. Else at stage 3.
struct StagedAnswer {
  program::Response response;
  std::optional<provider::Events> events;
};

/// Stage 1 to stage 2 or 3. A recorded stream is at stage 3: its body says more than its events do.
[[nodiscard]] StagedAnswer stage_answer(const tape::Answer& answer, const provider::Dialect* dialect,
                                        const provider::RequestView& request);

}  // namespace wiretape::compile
