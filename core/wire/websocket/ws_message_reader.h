#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/text/utf8_validator.h"
#include "wiretape/core/wire/websocket/ws_deflate_params.h"
#include "wiretape/core/wire/websocket/ws_frame_reader.h"
#include "wiretape/core/wire/websocket/ws_frame_rules.h"

namespace wiretape::wire {

/// What a peer may send, in bytes. Nothing of a message is held, so they bound what its reader is willing to take.
struct WsLimits {
  std::uint64_t frame = std::uint64_t{64} << 20;    ///< one frame's payload, as sent
  std::uint64_t message = std::uint64_t{64} << 20;  ///< one message, as sent and as it unpacks (a bomb)
};

/// A message begins: its first frame is the one that was told before.
struct WsMessageBegin {
  bool is_text;  ///< of UTF-8; else binary
  bool packed;   ///< by permessage-deflate
};

/// Bytes of the message, unmasked and unpacked: at least one. Text is UTF-8 up to here, but may stop inside a
/// character.
struct WsMessageBytes {
  std::string_view bytes;
};

/// The message is whole.
struct WsMessageEnd {};

/// A ping, to be answered with a pong of the same payload; also inside a message.
struct WsPing {
  std::string_view payload;
};

/// A pong, asked for or not; also inside a message.
struct WsPong {
  std::string_view payload;
};

/// The peer closes; also inside a message, which then never ends. What follows is passed over.
struct WsClose {
  std::optional<std::uint16_t> code;  ///< one that may_be_closed_with; none in an empty close, which clients call 1005
  std::string_view reason;            ///< UTF-8
};

using WsStep = std::variant<WsNeedMore, WsFrameBegin, WsMessageBegin, WsMessageBytes, WsMessageEnd, WsPing, WsPong,
                            WsClose, WsViolation>;

/// Reads what a WebSocket's peer says after the handshake (RFC 6455, RFC 7692), without I/O, and finds what it may not
/// say at the first byte that shows it: also in a frame, a message, a character or a head that is not whole. Any split
/// of the input gives the same steps, but for how WsMessageBytes are cut. Linear in the input; memory does not grow
/// with frames or messages, and while it waits it holds some hundred bytes, or what unpacking needs (at most some 40
/// KiB, for a reader that was told of permessage-deflate). Not thread safe.
class WsMessageReader {
 public:
  /// `role`: of who reads. `deflate`: what was agreed on in the handshake, or nullopt.
  explicit WsMessageReader(WsRole role, WsLimits limits = {}, const std::optional<WsDeflateParams>& deflate = {});
  WsMessageReader(WsMessageReader&&) noexcept;
  WsMessageReader& operator=(WsMessageReader&&) noexcept;
  ~WsMessageReader();

  /// Consumes from the front of `input` up to the next step; to be called until it gives WsNeedMore, which it does only
  /// where `input` is used up. WsFrameBegin comes for every frame without a mistake in its head. After WsViolation
  /// nothing more is consumed, and every further call returns the same. Views stay until the next call, and while
  /// `input`'s bytes live.
  [[nodiscard]] WsStep next(std::string_view& input);

  /// Whether a close frame has come.
  [[nodiscard]] bool is_closed() const { return closed_; }

  /// Whether a message has begun and hasn't ended: a FIN now would cut it.
  [[nodiscard]] bool in_message() const { return in_message_; }

  /// Whether a frame is partly read: a FIN now would cut it.
  [[nodiscard]] bool in_frame() const { return frames_.in_frame(); }

  /// Bytes consumed so far, without those that were passed over after a close.
  [[nodiscard]] std::uint64_t consumed() const { return frames_.consumed(); }

 private:
  struct Unpacking;

  [[nodiscard]] std::optional<WsStep> next_unpacked();
  [[nodiscard]] std::optional<WsStep> take(WsNeedMore step);
  [[nodiscard]] std::optional<WsStep> take(const WsFrameBegin& begin);
  [[nodiscard]] std::optional<WsStep> take(WsFrameBytes piece);
  [[nodiscard]] std::optional<WsStep> take(WsFrameEnd step);
  [[nodiscard]] std::optional<WsStep> check_size(const WsFrameBegin& begin);
  [[nodiscard]] std::optional<WsStep> begin_message();
  [[nodiscard]] WsStep message_bytes(std::string_view bytes, std::optional<std::uint64_t> offset);
  [[nodiscard]] WsStep unpacked_bytes(std::string_view bytes);
  [[nodiscard]] WsStep end_message();
  [[nodiscard]] WsStep control_frame();
  [[nodiscard]] WsStep close_frame();
  [[nodiscard]] WsStep fail(WsViolation violation);

  WsLimits limits_;
  WsFrameReader frames_;
  WsFrameRules rules_;
  WsFrameHead head_;            // of the frame that is read
  std::uint64_t offset_ = 0;    // where it begins
  std::uint64_t sent_ = 0;      // of the message: what its frames' heads claim so far
  std::uint64_t unpacked_ = 0;  // of the message: what a packed one has come to so far
  bool in_message_ = false;
  bool is_text_ = false;  // the message
  bool begins_ = false;   // WsMessageBegin is still to be told
  bool closed_ = false;
  text::Utf8Validator utf8_;              // the message's
  std::string control_;                   // payload of the control frame that is read, or was told last
  std::unique_ptr<Unpacking> unpacking_;  // where permessage-deflate was agreed on
  std::optional<WsViolation> violation_;
};

}  // namespace wiretape::wire
