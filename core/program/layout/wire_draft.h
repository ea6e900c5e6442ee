#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/program/wire_program.h"
#include "wiretape/core/wire/ending.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::program {

//  status_line  fields           chunk_size  data       chunk_end  …  last_chunk  trailers
//  HTTP/1.1 …¶  name: value¶ … ¶ b¶          data: a¶¶  ¶             0¶          ¶
//
// Without chunked coding there are only the first two and data. An interim response before them is all `interim`.

/// What a stretch of a response is.
enum class PartKind : std::uint8_t {
  interim,      ///< a 1xx response, whole
  status_line,  ///< with its line end
  fields,       ///< with the blank line
  chunk_size,   ///< with its line end
  data,         ///< of the body
  chunk_end,    ///< the line end after a chunk's data
  last_chunk,   ///< the chunk of size 0, with its line end
  trailers,     ///< with the blank line
  malformed,    ///< what should be a chunk_size or last_chunk, and is not
};

/// A stretch of a response's bytes.
struct WirePart {
  PartKind kind;
  std::size_t offset;
  std::size_t length;
  std::size_t body_offset = 0;  ///< of data: where in the body it begins

  [[nodiscard]] std::size_t end() const { return offset + length; }

  friend bool operator==(const WirePart&, const WirePart&) = default;
};

/// Bytes that are sent at once. A write reaches to where the next begins.
struct WireWrite {
  std::size_t offset;
  std::chrono::microseconds at;

  friend bool operator==(const WireWrite&, const WireWrite&) = default;
};

/// A wait before bytes[offset] until the stream is released, or the peer has said something. At the end of the bytes:
/// before the close.
struct WireHold {
  std::size_t offset;
  std::variant<HoldAction, ExpectAction> action;

  friend bool operator==(const WireHold&, const WireHold&) = default;
};

/// Goes on with the next request.
struct KeepOpen {
  friend bool operator==(const KeepOpen&, const KeepOpen&) = default;
};
/// Repeats `text` for ever.
struct Repeat {
  std::string text;
  std::chrono::microseconds every;

  friend bool operator==(const Repeat&, const Repeat&) = default;
};
/// What happens after the last byte.
using WireClose = std::variant<KeepOpen, FinAction, HalfCloseAction, ResetAction, HangAction, Repeat>;

/// Stage 4 with its seams still showing: the bytes of a response, what each of them is, and when each is sent. Faults
/// of this stage change it; program() then takes the seams away. Parts, like writes, are in order and cover all bytes.
class WireDraft {
 public:
  std::string bytes;
  std::vector<WirePart> parts;
  std::vector<WireWrite> writes;
  std::vector<WireHold> holds;                ///< in the order of their offsets
  std::vector<std::size_t> frame_starts{};    ///< WireProgram::frame_starts
  std::optional<WebsocketTerms> websocket{};  ///< WireProgram::websocket
  wire::HttpFraming::Kind framing = wire::HttpFraming::Kind::none;
  WireClose close;
  std::chrono::microseconds close_at{0};
  wire::Ending ending = wire::Ending::complete;
  bool is_instant = false;  ///< WireProgram::is_instant

  /// Appends a part. Belongs to the write that end_write() ends next.
  void add(PartKind kind, std::string_view text, std::size_t body_offset = 0);

  /// Makes one write of what was added since the last one; nothing where that is nothing.
  void end_write(std::chrono::microseconds at);

  /// The first part of the kind at or behind an offset, or nullptr.
  [[nodiscard]] const WirePart* find(PartKind kind, std::size_t from = 0) const;

  /// Where a place before body[body_offset] is on the wire: inside a data part, or before the framing of the one that
  /// begins there; behind the last chunk's end where the body is over.
  [[nodiscard]] std::size_t offset_of(std::size_t body_offset) const;

  /// When bytes[offset] is sent; behind the last byte: when the response ends.
  [[nodiscard]] std::chrono::microseconds time_at(std::size_t offset) const;

  /// What a FIN before bytes[offset] leaves.
  [[nodiscard]] wire::Ending ending_at(std::size_t offset) const;

  /// Puts `text` in the place of bytes[offset, offset + length). It belongs to the part and the write that
  /// bytes[offset] belongs to (at the end: to the last ones); parts and writes that lie wholly inside vanish.
  void replace(std::size_t offset, std::size_t length, std::string_view text);

  /// Lets a write begin at bytes[offset], at the time at which the byte is sent anyway. Returns its index;
  /// writes.size() where no byte is left to write.
  std::size_t split_write(std::size_t offset);

  /// Sends bytes[offset] and all that follows later by `time`.
  void delay(std::size_t offset, std::chrono::microseconds time);

  /// Waits before bytes[offset], behind the holds that are there already, once that byte is due.
  void hold(std::size_t offset, const HoldAction& action) { stop_before(offset, action); }

  /// The same for what the peer is to say.
  void expect(std::size_t offset, const ExpectAction& action) { stop_before(offset, action); }

  /// Ends the response before bytes[offset]: what follows is dropped, and the close comes when that byte was due.
  void cut(std::size_t offset, WireClose how, wire::Ending leaves);

  /// Puts `count` equal parts before all others, each a write of its own that goes out with the first one.
  void prepend(PartKind kind, std::string_view text, std::size_t count = 1);

  /// Notes that no reader can take the framing as it is now: the connection closes after the last byte.
  void break_framing();

  /// Appends a part that goes out when the response closes.
  void append_at_close(PartKind kind, std::string_view text);

  /// Lets a chunk begin before body[body_offset] (RFC 9112 section 7.1), and the one before it end. Changes nothing
  /// where that is so already, at the body's end, or without chunked coding.
  void split_chunk(std::size_t body_offset);

  /// The index in `parts` of the size line (of kind chunk_size, last_chunk or malformed) of the chunk that holds
  /// bytes[offset]; of the first chunk where the head does; parts.size() where there are no chunks.
  [[nodiscard]] std::size_t chunk_at(std::size_t offset) const;

  /// The program of it.
  [[nodiscard]] WireProgram program() &&;

 private:
  void stop_before(std::size_t offset, const std::variant<HoldAction, ExpectAction>& action);
  void erase(std::size_t offset, std::size_t length);
  [[nodiscard]] std::vector<Step> steps() const;

  std::size_t written_ = 0;  // what end_write() has made writes of
};

}  // namespace wiretape::program
