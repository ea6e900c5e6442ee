#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "wiretape/core/program/stage/body.h"
#include "wiretape/core/wire/websocket/ws_frame_head.h"

namespace wiretape::fault {

/// The message of a WebSocket behind a place of its body. The payload is a view of the body's bytes.
struct MessageFrame {
  std::size_t start;  ///< of its frame, in the body
  std::size_t size;
  wire::WsFrameHead head;
  std::string_view payload;
};

/// The first text or binary message that begins at or behind bytes[offset]; nullopt where there is none. Of one in
/// fragments the first frame is the head's and the rest the payload's.
[[nodiscard]] std::optional<MessageFrame> message_from(const program::Body& body, std::size_t offset);

}  // namespace wiretape::fault
