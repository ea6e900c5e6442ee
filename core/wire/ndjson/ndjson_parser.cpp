#include "wiretape/core/wire/ndjson/ndjson_parser.h"

//   stream = *( line [ CR ] LF ) [ rest ]
//   line   = one JSON text, or blank
//
//   {"model":"m","done":false}⏎{"model":"m","do│ne":true}⏎
//   └─ a view into the input ─┘└─ held in line_ ─┘           │ is where an input ends

namespace wiretape::wire {

bool is_blank_line(std::string_view line) {
  return line.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

NdjsonItem NdjsonParser::next(std::string_view& input) {
  if (too_large_) return *too_large_;
  while (std::optional<std::string_view> line = take_line(input)) {
    if (is_blank_line(*line)) continue;
    if (line->ends_with('\r')) line->remove_suffix(1);
    return NdjsonLine{*line};
  }
  if (too_large_) return *too_large_;
  return NdjsonNeedMore{};
}

std::string_view NdjsonParser::rest() const {
  if (!line_open_ || too_large_ || is_blank_line(line_)) return {};
  return line_;
}

// The next line where its LF lies in the input; else nothing, and the input is held, or too_large_ is set.
std::optional<std::string_view> NdjsonParser::take_line(std::string_view& input) {
  if (input.empty()) return std::nullopt;
  const std::size_t length = input.find('\n');
  const std::string_view piece = input.substr(0, length);
  const bool ends_here = length != std::string_view::npos;

  const bool straddles = line_open_ || !ends_here;
  if (straddles ? !hold(piece) : piece.size() > line_limit_) {
    too_large_ = NdjsonTooLarge{line_limit_, line_offset_};
    return std::nullopt;
  }
  input.remove_prefix(ends_here ? length + 1 : piece.size());
  if (!ends_here) return std::nullopt;
  line_offset_ += (straddles ? line_.size() : piece.size()) + 1;
  line_open_ = false;
  return straddles ? std::string_view(line_) : piece;
}

// Appends to the line that straddles inputs. False where that is above the cap.
bool NdjsonParser::hold(std::string_view piece) {
  if (!line_open_) line_.clear();
  line_open_ = true;
  if (piece.size() > line_limit_ - line_.size()) return false;
  line_.append(piece);
  return true;
}

}  // namespace wiretape::wire
