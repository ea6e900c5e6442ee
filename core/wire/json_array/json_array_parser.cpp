#include "wiretape/core/wire/json_array/json_array_parser.h"

#include <utility>

//   body    = blanks "[" blanks [ element *( blanks "," blanks element ) ] blanks "]" blanks
//   element = { … } or [ … ], whose brackets are counted outside of strings | a string | a word up to "," "]" or a
//   blank
//
//   [{"candidates":[…]}⏎,␍⏎{"candi│dates":[…]}⏎]
//    └─ a view into the input ─┘   └─ held in element_ ─┘           │ is where an input ends

namespace wiretape::wire {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_json_blank(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

bool ends_word(char byte) {
  return byte == ',' || byte == ']' || is_json_blank(byte);
}

}  // namespace

JsonArrayItem JsonArrayParser::next(std::string_view& input) {
  if (too_large_) return *too_large_;
  if (!is_in_element()) skip_between(input);
  if (input.empty()) return JsonArrayNeedMore{};

  const auto end = find_end(input);
  const std::string_view piece = input.substr(0, end.value_or(input.size()));
  const bool straddles = is_held_ || !end;
  if (straddles ? !hold(piece) : piece.size() > limit_) {
    too_large_ = JsonArrayTooLarge{limit_, element_offset_};
    return *too_large_;
  }
  input.remove_prefix(piece.size());
  consumed_ += piece.size();
  if (!end) return JsonArrayNeedMore{};
  is_held_ = false;
  place_ = Place::between;
  return JsonArrayElement{straddles ? std::string_view(element_) : piece};
}

std::string_view JsonArrayParser::rest() const {
  return is_held_ && !too_large_ ? std::string_view(element_) : std::string_view();
}

bool JsonArrayParser::is_in_element() const {
  return place_ == Place::in_container || place_ == Place::in_string || place_ == Place::in_word;
}

// Up to the first byte of an element, or the input's end.
void JsonArrayParser::skip_between(std::string_view& input) {
  for (; !input.empty(); input.remove_prefix(1), ++consumed_) {
    const char byte = input.front();
    if (is_json_blank(byte)) continue;
    if (place_ == Place::before_array && byte_order_mark.find(byte) != std::string_view::npos) continue;
    if (place_ == Place::before_array && byte == '[') {
      place_ = Place::between;
    } else if (byte == ']' && place_ == Place::between) {
      place_ = Place::behind_array;
    } else if (byte == ',' && place_ != Place::behind_array) {
      place_ = Place::between;
    } else {
      return begin_element(byte);
    }
  }
}

void JsonArrayParser::begin_element(char first) {
  element_offset_ = consumed_;
  depth_ = 0;
  is_quoted_ = false;
  is_escaped_ = false;
  if (first == '{' || first == '[') {
    place_ = Place::in_container;
  } else {
    place_ = first == '"' ? Place::in_string : Place::in_word;
  }
}

// Behind the element's last byte; nullopt where it goes on behind the input.
std::optional<std::size_t> JsonArrayParser::find_end(std::string_view input) {
  for (std::size_t at = 0; at < input.size(); ++at) {
    const bool is_first = at == 0 && !is_held_;
    if (place_ == Place::in_word) {
      if (!is_first && ends_word(input[at])) return at;
    } else if (has_ended_with(input[at])) {
      return at + 1;
    }
  }
  return std::nullopt;
}

bool JsonArrayParser::has_ended_with(char byte) {
  if (is_quoted_) {
    if (std::exchange(is_escaped_, false)) return false;
    is_escaped_ = byte == '\\';
    is_quoted_ = byte != '"';
    return !is_quoted_ && place_ == Place::in_string;
  }
  if (byte == '"') is_quoted_ = true;
  if (byte == '{' || byte == '[') ++depth_;
  return (byte == '}' || byte == ']') && --depth_ == 0;
}

// Appends to the element that straddles inputs. False where that is above the cap.
bool JsonArrayParser::hold(std::string_view piece) {
  if (!is_held_) element_.clear();
  is_held_ = true;
  if (piece.size() > limit_ - element_.size()) return false;
  element_.append(piece);
  return true;
}

}  // namespace wiretape::wire
