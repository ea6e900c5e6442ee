#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "wiretape/core/provider/events.h"

namespace wiretape::program {

/// Appends a close frame (RFC 6455 section 5.5.1) with this code and reason, allowed or not, and the wait for the
/// peer's. Without a code it is an empty one. The reason's bytes beyond the 123 that a close has place for are left
/// out.
void append_ws_close(std::vector<provider::Event>& events, std::optional<std::uint16_t> code, std::string_view reason);

}  // namespace wiretape::program
