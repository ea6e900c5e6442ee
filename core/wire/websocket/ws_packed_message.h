#pragma once

#include <string>
#include <string_view>

#include "wiretape/core/wire/websocket/ws_deflater.h"
#include "wiretape/core/wire/websocket/ws_frame_head.h"

namespace wiretape::wire {

/// Appends a message packed with permessage-deflate in one frame (RFC 7692 section 7.2.1): the head's, with rsv1.
void append_packed_ws_message(std::string& out, WsDeflater& deflater, WsFrameHead head, std::string_view message);

}  // namespace wiretape::wire
