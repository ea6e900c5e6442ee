#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wiretape::wire {

/// What a frame is (RFC 6455 section 5.2), as its four bits say: 3 to 7 and 11 to 15 are reserved, and may come and be
/// written.
enum class WsOpcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

/// Whether it is one of the opcodes that the standard defines.
[[nodiscard]] constexpr bool is_known(WsOpcode opcode) {
  return opcode <= WsOpcode::binary || (opcode >= WsOpcode::close && opcode <= WsOpcode::pong);
}

/// Whether a frame of it may come between the frames of a message: 8 to 15.
[[nodiscard]] constexpr bool is_control(WsOpcode opcode) {
  return opcode >= WsOpcode::close;
}

/// "text", "ping"; "opcode 3" for a reserved one.
[[nodiscard]] std::string to_string(WsOpcode opcode);

/// The bytes that a masked frame's payload is joined with (RFC 6455 section 5.3).
using WsMaskKey = std::array<std::uint8_t, 4>;

/// How a frame's length is written. Only `shortest` is allowed, but most peers read all.
enum class WsLengthForm : std::uint8_t {
  shortest,  ///< 7 bits up to 125 bytes, 16 bits up to 65,535, else 64
  bits16,    ///< 16 bits where 7 would do
  bits64,    ///< 64 bits where fewer would do
};

/// The reserved bits of a frame's first byte, as they are summed up in WsFrameHead::rsv.
inline constexpr std::uint8_t ws_rsv1 = 4;  ///< of permessage-deflate: the message is packed (RFC 7692 section 6)
inline constexpr std::uint8_t ws_rsv2 = 2;
inline constexpr std::uint8_t ws_rsv3 = 1;

/// What stands before a frame's payload, whether it is allowed or not.
struct WsFrameHead {
  bool fin = true;       ///< the last of its message
  std::uint8_t rsv = 0;  ///< the sum of its reserved bits, 0 to 7
  WsOpcode opcode = WsOpcode::text;
  std::optional<WsMaskKey> mask{};
  std::uint64_t length = 0;  ///< of the payload, as the frame claims: bytes; 2^63 and above are not allowed
  WsLengthForm form = WsLengthForm::shortest;

  friend bool operator==(const WsFrameHead&, const WsFrameHead&) = default;
};

/// The most bytes that a frame has before its payload.
inline constexpr std::size_t ws_longest_head = 14;

/// The most bytes that a control frame's payload may have (RFC 6455 section 5.5).
inline constexpr std::size_t ws_longest_control = 125;

/// Appends the head as it says, allowed or not. bits16 writes no more than the lowest 16 bits of the length.
void append_ws_frame_head(std::string& out, const WsFrameHead& head);

/// Reads the heads of frames without I/O. Any bytes are a head: what is allowed is not looked at. Any split of the
/// input gives the same heads. Not thread safe.
class WsFrameHeadReader {
 public:
  /// Consumes from the front of `input` up to the end of a head, or all of it: then nullopt. Every head that has come
  /// out is followed by the next one: whoever calls takes the payload between them.
  [[nodiscard]] std::optional<WsFrameHead> next(std::string_view& input);

  /// What the first two bytes say of the head that is partly read, once both are there: all but the mask's key, and of
  /// the length only whether it is above 125, where it is given as 126.
  [[nodiscard]] std::optional<WsFrameHead> begun() const;

  /// Bytes of the head that is partly read: 0 to 13.
  [[nodiscard]] std::size_t held() const { return held_; }

 private:
  [[nodiscard]] std::size_t needed() const;

  std::array<char, ws_longest_head> bytes_{};
  std::uint8_t held_ = 0;
};

}  // namespace wiretape::wire
