#pragma once

#include <optional>
#include <string>

#include "wiretape/core/net/call/call_end.h"
#include "wiretape/core/net/serve/handler.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/recorder/relay/own_answer.h"
#include "wiretape/recorder/relay/upstream.h"

namespace wiretape::recorder::relay {

/// What an ended call to an upstream comes to.
struct Outcome {
  tape::RecordedEnd end;
  std::string cause;                ///< why where the response did not end by itself, a sentence; else ""
  std::optional<RelayError> error;  ///< what the application is told in place of a response
  net::Act act;                     ///< how its connection goes on after all of that
};

/// `has_head`: a response's head has come. `closes`: the application's connection ends after a whole answer. A time
/// limit that passes is an end by this side: to upstream the recorder is the client.
[[nodiscard]] Outcome outcome_of(const net::CallEnd& end, const Upstream& upstream, bool has_head, bool closes);

}  // namespace wiretape::recorder::relay
