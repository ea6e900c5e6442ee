#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "wiretape/core/wire/websocket/ws_frame_head.h"

namespace wiretape::wire {

/// Masks or unmasks bytes of a frame's payload (RFC 6455 section 5.3), which is the same: writes `bytes` joined with
/// the key to `out[0, bytes.size())`, which may be where they stand. `offset`: where in the payload they begin.
void ws_mask(std::string_view bytes, const WsMaskKey& key, std::uint64_t offset, char* out);

}  // namespace wiretape::wire
