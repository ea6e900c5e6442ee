#pragma once

#include <cstdint>
#include <optional>

#include "wiretape/core/program/layout/transfer.h"
#include "wiretape/core/program/layout/wire_draft.h"
#include "wiretape/core/program/stage/body.h"
#include "wiretape/core/program/wire_program.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::program {

/// A response at stage 3: a head without its framing field, and a body.
struct Response {
  wire::HttpResponseHead head;
  Body body;
  std::optional<wire::Framing> framing = {};      ///< of its events; absent: it is no stream
  std::optional<RecordedTransfer> recorded = {};  ///< of a response on level 3
  std::optional<WebsocketTerms> websocket = {};   ///< of a 101 that opens one: what follows the head is frames, no body
};

/// Stage 3 to stage 4, the seams still there. Each fragment becomes one chunk (where the body is chunked) and one
/// write; the head goes with the first fragment and the end of the body with the last, where they are due at the same
/// time. `seed` decides all that is random.
[[nodiscard]] WireDraft lay_out(Response response, const tape::Delivery& delivery, const ResponseContext& context,
                                std::uint64_t seed);

/// The program of that.
[[nodiscard]] WireProgram compile(Response response, const tape::Delivery& delivery, const ResponseContext& context,
                                  std::uint64_t seed);

}  // namespace wiretape::program
