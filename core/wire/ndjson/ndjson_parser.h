#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace wiretape::wire {

/// All input was consumed; nothing to report yet.
struct NdjsonNeedMore {};

/// Whether a line, with or without its line end, has nothing but JSON's white space.
[[nodiscard]] bool is_blank_line(std::string_view line);

/// One line without its line end. Blank lines are skipped.
struct NdjsonLine {
  std::string_view text;
};

/// A line above the cap. The parser stays in this state: every further call returns the same error and consumes
/// nothing.
struct NdjsonTooLarge {
  std::size_t limit;     ///< bytes
  std::uint64_t offset;  ///< where the line began
};

using NdjsonItem = std::variant<NdjsonNeedMore, NdjsonLine, NdjsonTooLarge>;

/// Newline-delimited JSON, without I/O: splits at LF (a CR before it is dropped) and does not look into the JSON. Any
/// split of the input gives the same lines. Linear in the input; a line that lies whole in one input is not copied. Not
/// thread safe.
class NdjsonParser {
 public:
  /// `line_limit`: the longest line in bytes, its LF not counted but a CR before it.
  explicit NdjsonParser(std::size_t line_limit = std::size_t{16} << 20) : line_limit_(line_limit) {}

  /// Consumes from the front of `input` the next line and returns it; NdjsonNeedMore once `input` is empty. The view
  /// is valid until the next call or a move of the parser, and while `input`'s bytes live.
  [[nodiscard]] NdjsonItem next(std::string_view& input);

  /// The text after the last line end, which NDJSON allows at the end of a stream; empty where there is none or it is
  /// blank, and after NdjsonTooLarge. Call once at the end.
  [[nodiscard]] std::string_view rest() const;

 private:
  [[nodiscard]] std::optional<std::string_view> take_line(std::string_view& input);
  [[nodiscard]] bool hold(std::string_view piece);

  std::size_t line_limit_;
  std::uint64_t line_offset_ = 0;  // where in the stream the line being read began
  std::string line_;               // the front of a line that straddles inputs; its whole until the next line
  bool line_open_ = false;         // line_ waits for its end
  std::optional<NdjsonTooLarge> too_large_;
};

}  // namespace wiretape::wire
