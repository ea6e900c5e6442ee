#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace wiretape::wire {

/// Caps of an SseParser, in bytes. A line (without its line end) or an event's data above its cap ends the stream with
/// SseTooLarge. A comment is never refused: past `line` its text is discarded, so memory stays bounded by the caps.
/// `stray`: how much of lines that are no field is kept to be reported; 0: none, as the standard has it.
struct SseLimits {
  std::size_t line = std::size_t{16} << 20;
  std::size_t event = std::size_t{16} << 20;
  std::size_t stray = 0;
};

/// All input was consumed; nothing to report yet.
struct SseNeedMore {};

/// A dispatched event. `name` is "message" where the stream named none; `id` is the last event id in force. Bytes are
/// passed through: what isn't UTF-8 stays as it is.
struct SseEvent {
  std::string_view name;
  std::string_view data;
  std::string_view id;
};

/// A comment line, without its colon and line end; `truncated` where the line was longer than SseLimits::line, and then
/// `text` is what of it lies within the cap. A comment inside an event comes before the event.
struct SseComment {
  std::string_view text;
  bool truncated = false;
};

/// A valid `retry:` field: the reconnection time in milliseconds. More than 2^63 - 1 comes as 2^63 - 1.
struct SseRetry {
  std::uint64_t milliseconds;
};

/// Lines that are neither fields nor comments, joined by LF: hosts write errors so. Comes at the blank line behind
/// them, before the event that it ends. Only where SseLimits::stray asks for it, and cut there.
struct SseStray {
  std::string_view text;
};

/// An `error:` field that is not empty. The standard ignores it; llama.cpp's server reports errors so.
struct SseErrorField {
  std::string_view text;
};

/// A cap was exceeded. The parser stays in this state: every further call returns the same error and consumes nothing.
struct SseTooLarge {
  enum class What { line, event } what;
  std::size_t limit;     ///< the cap, in bytes
  std::uint64_t offset;  ///< where in the stream the offending line, or the offending event's first data line, began
};

using SseItem = std::variant<SseNeedMore, SseEvent, SseComment, SseRetry, SseStray, SseErrorField, SseTooLarge>;

/// A server-sent-events parser after WHATWG HTML section 9.2.6, without I/O.
///
/// Lines end in LF, CR or CRLF; a blank line ended by a bare CR dispatches at once, whether an LF follows or not. One
/// leading BOM is dropped. Any split of the input gives the same items. Events whose data buffer is empty (no `data`
/// field) are not dispatched. Linear in the input. An event of one data line that lies whole in one input is not
/// copied. Not thread safe.
class SseParser {
 public:
  /// `last_event_id`: the id in force before the stream, as after a reconnection that sent `Last-Event-ID`.
  explicit SseParser(SseLimits limits = {}, std::string last_event_id = {})
      : limits_(limits), last_event_id_(std::move(last_event_id)) {}

  /// Consumes from the front of `input` up to and including the next item and returns it; SseNeedMore once `input` is
  /// empty. Views in the item point into `input`'s bytes or the parser: valid until the next call or a move of the
  /// parser, and while `input`'s bytes live. The next call may bring the same bytes at another address.
  [[nodiscard]] SseItem next(std::string_view& input);

  /// The last event id in force (WHATWG "last event ID string"): that of the last blank line, not of a field still to
  /// be followed by one. What `Last-Event-ID` would carry.
  [[nodiscard]] std::string_view last_event_id() const { return last_event_id_; }

  /// Whether a comment has been longer than SseLimits::line, and nothing but it was held since.
  [[nodiscard]] bool has_cut_comment() const { return line_truncated_; }

  /// Bytes consumed so far, the BOM included. The LF of a CRLF counts with its CR where it lies in the same input.
  [[nodiscard]] std::uint64_t consumed() const { return consumed_; }

 private:
  struct Line {
    std::string_view text;
    bool truncated = false;
  };
  enum class Data { none, borrowed, owned };

  [[nodiscard]] bool skip_bom(std::string_view& input);
  void skip_lf_after_cr(std::string_view& input);
  [[nodiscard]] std::optional<Line> take_line(std::string_view& input);
  [[nodiscard]] std::size_t length_before_cr(std::string_view input);
  void consume_line_end(std::string_view& input);
  [[nodiscard]] bool hold(std::string_view piece);
  void consume(std::string_view& input, std::size_t length);

  [[nodiscard]] std::optional<SseItem> read_field(const Line& line);
  [[nodiscard]] std::optional<SseItem> read_blank_line();
  void add_stray(std::string_view line);
  void add_data(std::string_view value);
  void keep_data();
  void end_event();
  void forget_event();
  void fail(SseTooLarge::What what, std::size_t limit, std::uint64_t offset);

  SseLimits limits_;
  std::string last_event_id_;
  std::uint64_t consumed_ = 0;

  // Lines.
  std::uint64_t no_cr_before_ = 0;  // in stream bytes: none from consumed_ up to here
  std::uint64_t line_offset_ = 0;   // where the latest line began
  std::string line_;                // the front of a line that straddles inputs; its whole until the next such line
  bool line_open_ = false;          // line_ waits for its end
  bool line_truncated_ = false;     // line_ is a comment above the cap
  bool after_cr_ = false;           // an LF that comes next belongs to the line before
  unsigned bom_matched_ = 0;        // bytes of a leading BOM seen; its size once the stream has begun

  // The event being read.
  std::string name_;
  std::string data_;                // for Data::owned
  std::string_view borrowed_data_;  // for Data::borrowed, never between calls: in the input or line_
  Data data_state_ = Data::none;
  std::uint64_t event_offset_ = 0;
  std::optional<std::string> new_id_;  // WHATWG "last event ID buffer", where the event has changed it
  bool dispatched_ = false;            // the caller holds views of this event; to be forgotten at the next call

  std::string stray_;           // lines since the last blank one that are no fields
  bool reports_stray_ = false;  // the caller holds a view of it, and the blank line behind it is still to be read

  std::optional<SseTooLarge> too_large_;
};

}  // namespace wiretape::wire
