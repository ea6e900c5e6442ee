#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "wiretape/core/wire/websocket/ws_deflate_params.h"
#include "wiretape/core/wire/websocket/ws_deflater.h"
#include "wiretape/core/wire/websocket/ws_frame_head.h"

namespace wiretape::client {

/// Numbers that nobody can predict, each of 32 bits: RFC 6455 section 10.3 asks for them in masks.
using WsRandom = std::function<std::uint32_t()>;

/// The system's own numbers (getentropy).
[[nodiscard]] std::uint32_t ws_random();

/// Writes what a client says after the handshake: every frame masked with a key of its own (RFC 6455 section 5.3), a
/// message in one frame, packed where permessage-deflate was agreed on. Not thread safe.
class WsMessageWriter {
 public:
  /// `deflate`: what was agreed on in the handshake, or nullopt.
  explicit WsMessageWriter(WsRandom random, const std::optional<wire::WsDeflateParams>& deflate = {});

  /// Appends a message of UTF-8, which is not looked at, or of any bytes.
  void append_message(std::string& out, bool is_text, std::string_view bytes);

  /// Appends a ping, a pong or a close. The payload has at most wire::ws_longest_control bytes.
  void append_control(std::string& out, wire::WsOpcode opcode, std::string_view payload);

 private:
  [[nodiscard]] wire::WsMaskKey draw_mask();

  WsRandom random_;
  std::optional<wire::WsDeflater> deflater_;
};

}  // namespace wiretape::client
