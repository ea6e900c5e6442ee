#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/wire/framing.h"
#include "wiretape/core/wire/json_array/json_array_parser.h"
#include "wiretape/core/wire/ndjson/ndjson_parser.h"
#include "wiretape/core/wire/sse/sse_parser.h"

namespace wiretape::wire {

/// One event as it came off the wire; without a name where it has none or the framing has no names.
struct Frame {
  std::string_view name;
  std::string_view data;
};

/// All input was consumed; nothing to report yet.
struct FrameNeedMore {};

/// Text that stands between the events of an event stream and in none of them: hosts write errors so. What is longer
/// than 1 MiB is cut.
struct StrayText {
  std::string_view text;
};

/// A frame or a comment above the cap. The reader stays in this state.
struct FrameTooLarge {
  std::string_view what;  ///< "a line"
  std::size_t limit;      ///< in bytes
  std::uint64_t offset;   ///< where it began
};

using FrameItem = std::variant<FrameNeedMore, Frame, StrayText, FrameTooLarge>;

/// Takes a body of any framing but `websocket`, which no body has, apart into frames, without I/O. Comments and the
/// like are passed over; an `error:` field is a frame of that name. Any split of the input gives the same frames. Not
/// thread safe.
class FrameReader {
 public:
  /// `limit`: the longest line and the longest event's data, in bytes.
  explicit FrameReader(Framing framing, std::size_t limit = std::size_t{16} << 20);

  /// Consumes from the front of `input` the next item and returns it; FrameNeedMore once `input` is empty. Its views
  /// are valid until the next call or a move of the reader, and while `input`'s bytes live.
  [[nodiscard]] FrameItem next(std::string_view& input);

  /// What stands behind the last frame and is one itself, if the body ended here as it should. Call once, at the end.
  /// What an event stream leaves open is none; a blank line that next() is given ends it.
  [[nodiscard]] std::optional<Frame> rest() const;

  /// Whether the body's own end has come; nullopt where the framing has none.
  [[nodiscard]] std::optional<bool> is_closed() const;

  /// Where in the body, at or just before its first byte, the frame of the last call to next() began; after
  /// FrameNeedMore that of rest().
  [[nodiscard]] std::uint64_t offset() const { return frame_offset_; }

 private:
  [[nodiscard]] bool has_cut_comment() const;

  std::variant<SseParser, NdjsonParser, JsonArrayParser> parser_;
  std::size_t limit_;
  std::uint64_t consumed_ = 0;
  std::uint64_t item_end_ = 0;  // of the last item that was one
  std::uint64_t frame_offset_ = 0;
};

}  // namespace wiretape::wire
