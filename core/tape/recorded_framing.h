#pragma once

#include <cstddef>

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::tape {

/// How a recorded body travels: what its head lists decides, then its framing, then its end; chunked where none of them
/// says. Never Kind::none, which the status and the request decide.
[[nodiscard]] wire::HttpFraming::Kind recorded_framing_kind(const RecordedResponse& response);

/// The bytes of a recorded body.
[[nodiscard]] std::size_t body_size(const RecordedResponse& response);

}  // namespace wiretape::tape
