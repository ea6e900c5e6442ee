#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "wiretape/core/wire/websocket/ws_frame_head.h"

namespace wiretape::wire {

/// Which end of a WebSocket one is.
enum class WsRole : std::uint8_t { client, server };

/// What a peer sent against the standard, or above a limit.
struct WsViolation {
  std::uint16_t code;        ///< to close with: ws_close::protocol_error, ::invalid_data or ::too_large
  std::string what;          ///< one sentence, e.g. "a frame of the reserved opcode 3"
  std::uint64_t offset = 0;  ///< where in the stream: the frame's first byte, or the byte of its payload at fault
};

/// What frames are allowed after each other (RFC 6455 sections 5.1, 5.2, 5.4 and 5.5). A length that is not written in
/// its shortest form is allowed in a data frame: 12 of 16 clients take it, and WsFrameHead::form shows it. A control
/// frame's has 7 bits, or the frame is refused before the rest of its head has come.
class WsFrameRules {
 public:
  /// `role`: whose rules they are, that is who reads. `packed`: whether permessage-deflate was agreed on.
  WsFrameRules(WsRole role, bool packed) : role_(role), packed_(packed) {}

  /// What is wrong with a frame that begins so at this place, or nullopt. Whatever it is shows in the first two bytes
  /// of the head, but for a length of 2^63 and more. `offset` is not set.
  [[nodiscard]] std::optional<WsViolation> check(const WsFrameHead& head) const;

  /// A frame without a mistake has ended.
  void pass(const WsFrameHead& head);

 private:
  [[nodiscard]] const char* mistake(const WsFrameHead& head) const;
  [[nodiscard]] const char* mistake_in_control(const WsFrameHead& head) const;
  [[nodiscard]] const char* mistake_in_data(const WsFrameHead& head) const;
  [[nodiscard]] bool may_have(std::uint8_t rsv, WsOpcode opcode) const;

  WsRole role_;
  bool packed_;
  bool in_message_ = false;
};

}  // namespace wiretape::wire
