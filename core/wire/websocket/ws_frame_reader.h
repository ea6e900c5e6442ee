#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <variant>

#include "wiretape/core/wire/websocket/ws_frame_head.h"

namespace wiretape::wire {

/// All input was consumed.
struct WsNeedMore {};

/// A frame's head is whole.
struct WsFrameBegin {
  WsFrameHead head;
  std::uint64_t offset;  ///< of the frame's first byte, in the stream
};

/// Bytes of the frame's payload, unmasked: at least one. Long payloads come in several of these.
struct WsFrameBytes {
  std::string_view bytes;
};

/// The frame's payload is whole.
struct WsFrameEnd {};

using WsFrameStep = std::variant<WsNeedMore, WsFrameBegin, WsFrameBytes, WsFrameEnd>;

/// Reads the frames of a WebSocket (RFC 6455 section 5) after its handshake, without I/O. Any bytes are frames: what is
/// allowed is WsFrameRules' matter, and length and order are as they come. Any split of the input gives the same frames
/// and, joined, the same bytes. Linear in the input; holds no memory of its own while it waits. Not thread safe.
class WsFrameReader {
 public:
  /// Consumes from the front of `input` up to the next step. WsNeedMore only where `input` is used up; WsFrameEnd needs
  /// no input. Views stay until the next call, and while `input`'s bytes live.
  [[nodiscard]] WsFrameStep next(std::string_view& input);

  /// What the first two bytes say of a head that is partly read (WsFrameHeadReader::begun).
  [[nodiscard]] std::optional<WsFrameHead> begun() const { return heads_.begun(); }

  /// Where the frame begins that is partly read, or the next one.
  [[nodiscard]] std::uint64_t frame_offset() const { return frame_offset_; }

  /// Whether a frame is partly read: a FIN now would cut it.
  [[nodiscard]] bool in_frame() const { return consumed_ != frame_offset_; }

  /// Bytes consumed so far.
  [[nodiscard]] std::uint64_t consumed() const { return consumed_; }

 private:
  [[nodiscard]] WsFrameStep read_head(std::string_view& input);
  [[nodiscard]] std::string_view take_payload(std::string_view& input);

  WsFrameHeadReader heads_;
  std::optional<WsFrameHead> head_;  // of the frame whose payload is read
  std::uint64_t taken_ = 0;          // of its payload
  std::uint64_t frame_offset_ = 0;
  std::uint64_t consumed_ = 0;
  std::unique_ptr<char[]> unmasked_;  // what the last step's view is of, where it was masked
};

}  // namespace wiretape::wire
