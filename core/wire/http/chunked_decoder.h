#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/wire/ending.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::wire {

/// All input was consumed.
struct ChunkedNeedMore {};

/// A chunk's size line is whole: so many bytes of data are to follow, more than 0. Told only to who asks for sizes.
struct ChunkedBegin {
  std::uint64_t size;
};

/// Bytes of one chunk's data: a view into the input. A chunk that comes in several inputs gives several of these.
struct ChunkedData {
  std::string_view bytes;
};

/// The last chunk and the trailer section are whole. What is left of the input is not of this body.
struct ChunkedComplete {};

using ChunkedStep = std::variant<ChunkedNeedMore, ChunkedData, ChunkedComplete, HttpError, ChunkedBegin>;

/// Decodes one body in the chunked transfer coding (RFC 9112 section 7.1) without I/O, and knows at each byte what a
/// FIN there would mean.
///
/// Strict: a size is hexadecimal digits only and below 2^64; every line ends in CRLF; chunk extensions are checked
/// against their grammar, without the "bad white space" that it tolerates, and skipped. Any split of the input gives
/// the same bytes, trailers, error and Ending. Linear in the input. Not thread safe.
class ChunkedDecoder {
 public:
  /// `line_limit`: cap of one size line with its CRLF (400 above), and of the whole trailer section (431 above).
  /// `tells_sizes`: whether ChunkedBegin is among the steps.
  explicit ChunkedDecoder(std::size_t line_limit, bool tells_sizes = false)
      : line_limit_(line_limit), tells_sizes_(tells_sizes) {}

  /// Consumes from the front of `input` up to the next step. After ChunkedComplete or an error it consumes nothing more
  /// and returns the same again. An error's `offset` is counted from the body's first byte.
  [[nodiscard]] ChunkedStep next(std::string_view& input);

  /// What the body's ending is if a FIN arrives now.
  [[nodiscard]] Ending ending_at_fin() const;

  /// Fields of the trailer section, as far as its lines are whole.
  [[nodiscard]] const HttpFields& trailers() const { return trailers_; }

  /// Bytes consumed so far.
  [[nodiscard]] std::uint64_t consumed() const { return consumed_; }

 private:
  enum class State : std::uint8_t {
    size_first,       // no byte of the size line yet
    size_digits,      // after a digit
    extension_first,  // after ";"
    extension_name,
    extension_value_first,  // after "="
    extension_value,
    extension_quoted,  // inside "…"
    extension_escape,  // after a backslash there
    extension_quoted_end,
    size_line_lf,  // after the size line's CR
    data,
    data_cr,  // after the last byte of a chunk's data
    data_lf,
    trailer_first,  // at the beginning of a trailer line
    trailer_line,
    trailers_lf,  // after the blank line's CR
    complete,
    failed,
  };

  [[nodiscard]] static State after_part(char byte);
  [[nodiscard]] static State after_size_line_byte(State state, char byte);

  [[nodiscard]] std::string_view take_data(std::string_view& input);
  void take(char byte);
  void take_size_line(char byte);
  void take_crlf(char byte);
  void take_trailers(char byte);
  void end_trailer_line();
  void fail(int status, std::string what, std::uint64_t offset);

  std::size_t line_limit_;
  bool tells_sizes_;
  State state_ = State::size_first;
  std::uint64_t size_ = 0;      // of the chunk; while in its data, what is left of it
  std::size_t line_bytes_ = 0;  // of the size line or the trailer section so far
  std::uint64_t consumed_ = 0;
  std::string trailer_line_;
  HttpFields trailers_;
  std::optional<HttpError> error_;
};

}  // namespace wiretape::wire
