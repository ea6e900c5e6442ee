#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "wiretape/core/wire/websocket/ws_frame_head.h"

namespace wiretape::wire {

/// Appends a frame as its head says, allowed or not, with the payload masked where the head has a key. The length is
/// the payload's, whatever the head says of it. A frame that claims another length is append_ws_frame_head and
/// append_ws_payload.
void append_ws_frame(std::string& out, WsFrameHead head, std::string_view payload);

/// Appends bytes of a frame's payload, masked where the head has a key. `offset`: where in the payload they begin.
void append_ws_payload(std::string& out, const WsFrameHead& head, std::string_view bytes, std::uint64_t offset = 0);

/// A close frame's payload: the code, then the reason as it stands. What is allowed (may_be_closed_with, at most 123
/// bytes of UTF-8) is not looked at.
[[nodiscard]] std::string ws_close_payload(std::uint16_t code, std::string_view reason = {});

}  // namespace wiretape::wire
