#pragma once

#include <string>
#include <string_view>

namespace wiretape::wire {

/// A line of an event stream, which may end in LF, CR or CRLF (WHATWG HTML section 9.2.5).
struct SseLine {
  std::string_view text;      ///< without its line end
  std::string_view line_end;  ///< empty: the bytes end without one
};

/// Takes the first line off the front of `bytes`, which must not be empty.
[[nodiscard]] SseLine take_line(std::string_view& bytes);

/// What stands before a field's value: its name, the colon and the one blank that may follow. The whole line where it
/// has no colon.
[[nodiscard]] std::string_view field_prefix(std::string_view line);

/// Whether the line is a `data` field.
[[nodiscard]] bool is_data_line(std::string_view line);

/// The bytes of one event with other data: all other fields, comments and the line ends stay as they are. Empty where
/// the event has no data.
[[nodiscard]] std::string with_data(std::string_view event, std::string_view data);

}  // namespace wiretape::wire
