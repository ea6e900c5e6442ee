#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace wiretape::wire {

/// What the beginning of a body shows of how it is laid out.
enum class BodyLayout : std::uint8_t {
  unknown,  ///< nothing yet: blanks, or too little
  events,   ///< server-sent events: a line of it is a field or a comment of an event stream
  json,     ///< JSON: one document as far as it is seen
  lines,    ///< NDJSON: one JSON object a line
  other,    ///< none of these
};

/// Looks at a body's lines until they show its layout, whatever its label says: hosts label event streams as JSON,
/// answers as event streams, and anything as text. A BOM and blank lines before it are passed over. Any split of the
/// body shows the same in the end; linear in the body.
class LayoutSniffer {
 public:
  /// `body` is all that has come so far. After `events`, `lines` or `other` there is nothing more to be found out; what
  /// is `json` may turn out to be lines, or an error that stands unframed before events.
  [[nodiscard]] BodyLayout look(std::string_view body);

 private:
  [[nodiscard]] BodyLayout look_at_line(std::string_view rest);

  std::size_t line_begin_ = 0;  // of the line that is being looked at
  std::size_t searched_ = 0;    // it does not end before here
  bool is_json_ = false;        // the first line that is not blank begins as JSON does
  bool is_object_ = false;      // and as an object
  char line_end_ = '\0';        // the last byte, blanks apart, of the line before
};

}  // namespace wiretape::wire
