#include "wiretape/core/text/json/strict_json.h"

#include <algorithm>
#include <cstring>

#include "wiretape/core/text/json/json_text.h"
#include "wiretape/core/text/json/surrogate_half.h"
#include "wiretape/core/text/utf8.h"

namespace wiretape::text {
namespace {

constexpr int deepest_nesting = 200;
constexpr std::size_t smallest_copy = 1024;

std::size_t first_byte_that_is_not_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const Utf8Character character = first_character(text.substr(at));
    if (!character.valid) break;
    at += character.length;
  }
  return at;
}

std::size_t first_control_character_in_string(std::string_view json) {
  bool in_string = false;
  for (std::size_t at = 0; at < json.size(); ++at) {
    if (in_string && static_cast<unsigned char>(json[at]) < 0x20) return at;
    if (json[at] == '"') in_string = !in_string;
    if (in_string && json[at] == '\\') ++at;
  }
  return json.size();
}

}  // namespace

bool StrictJson::begin(std::string_view text) {
  if (text.size() > capacity_ || padded_ == nullptr) {
    // Grown by doubling: a stream of ever larger events must not allocate for each of them.
    capacity_ = std::max({text.size(), 2 * capacity_, smallest_copy});
    padded_ = std::make_unique<char[]>(capacity_ + simdjson::SIMDJSON_PADDING);
    unescaped_.reserve(capacity_);
    if (const auto error = parser_.allocate(capacity_)) return unsound(error);
  }
  size_ = text.size();
  text.copy(padded_.get(), text.size());  // an empty text may have no place at all
  std::memset(padded_.get() + text.size(), ' ', simdjson::SIMDJSON_PADDING);
  has_escapes_ = text.find('\\') != std::string_view::npos;
  unescaped_.clear();
  repeats_names_ = false;
  depth_ = 0;
  const auto error = parser_.iterate(padded_.get(), size_, size_ + simdjson::SIMDJSON_PADDING).get(document_);
  return error == simdjson::SUCCESS || unsound(error);
}

bool StrictJson::at_end() {
  const char* next = nullptr;
  if (document_.current_location().get(next) == simdjson::OUT_OF_BOUNDS) return true;
  return fail("not JSON: more follows the object", offset_of(next));
}

bool StrictJson::as_text(Value& value, std::string_view& any_text) {
  const std::string_view written = token(value);
  if (written.front() == '"') return text(value, any_text);
  return written == "null" ? check(value) : capture(value, any_text);
}

bool StrictJson::check(Value& value) {
  const std::string_view written = token(value);
  switch (written.front()) {
    case '{':
    case '[':
      return check_container(value);
    case '"':
      return check_string(value);
    default:
      break;
  }
  const bool sound = written == "null" || written == "true" || written == "false" || is_json_number(written);
  return sound || fail("not JSON: no value where one belongs", offset_of(written.data()));
}

// Leaves nothing behind in `unescaped_`: what is checked may be captured and copied once more, and must fit.
bool StrictJson::check_string(Value& value) {
  const std::size_t before = unescaped_.size();
  std::string_view ignored;
  const bool sound = text(value, ignored);
  unescaped_.resize(before);
  return sound;
}

bool StrictJson::check_container(Value& value) {
  if (++depth_ > deepest_nesting) return wrong_shape("nested deeper than 200 levels", value);
  const bool sound = token(value).front() == '{'
                         ? each_field(value, [this](std::string_view /*name*/, Value& member) { return check(member); })
                         : each_element(value, [this](Value& element) { return check(element); });
  --depth_;
  return sound;
}

bool StrictJson::capture(Value& value, std::string_view& json) {
  const std::string_view first = token(value);
  if (!check(value)) return false;
  if (first == "{" || first == "[") return written_from(first, json);
  json = first;
  return true;
}

// The walk stands at the token behind the value: there is one, since every value is inside the top object.
bool StrictJson::written_from(std::string_view bracket, std::string_view& json) {
  const char* behind = nullptr;
  if (const auto error = document_.current_location().get(behind)) return unsound(error);
  json = {bracket.data(), static_cast<std::size_t>(behind - bracket.data())};
  while (is_blank(json.back()))
    json.remove_suffix(1);
  return true;
}

std::string_view StrictJson::compact(std::string_view json) {
  const std::size_t begin = unescaped_.size();
  append_compact_json(unescaped_, json);
  return std::string_view(unescaped_).substr(begin);
}

bool StrictJson::check_name(std::string_view name) {
  const std::size_t before = unescaped_.size();
  std::string_view unescaped = name;
  const bool sound = unescape(unescaped);
  unescaped_.resize(before);
  return sound;
}

bool StrictJson::unescape(std::string_view& text) {
  if (text.find('\\') == std::string_view::npos) return true;
  const std::size_t begin = unescaped_.size();
  if (!append_unescaped(unescaped_, text)) return fail("not JSON: unsound escape in a string", offset_of(text.data()));
  text = std::string_view(unescaped_).substr(begin);
  return true;
}

// A half stands in the place of the U+FFFD that it was unescaped to, which is as long.
bool StrictJson::keep_halves(std::string_view escaped, std::string_view text) {
  if (escaped.find('\\') == std::string_view::npos) return true;  // nothing was unescaped
  char* const begin = unescaped_.data() + (unescaped_.size() - text.size());
  if (const auto low = low_half_at_begin(escaped)) write_half(begin, *low);
  if (const auto high = high_half_at_end(escaped)) write_half(begin + text.size() - half_size, *high);
  return true;
}

bool StrictJson::fail(std::string_view what, std::size_t offset) {
  failure_ = {what, offset};
  return false;
}

bool StrictJson::unsound(simdjson::error_code error) {
  const std::size_t offset = offset_of(error);
  switch (error) {
    case simdjson::UTF8_ERROR:
      return fail("not UTF-8", offset);
    case simdjson::UNESCAPED_CHARS:
      return fail("not JSON: control character in a string", offset);
    case simdjson::UNCLOSED_STRING:
      return fail("not JSON: a string does not end", offset);
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
      return fail("not JSON: no closing bracket at the end", offset);
    case simdjson::EMPTY:
      return fail("not JSON: empty", offset);
    case simdjson::INCORRECT_TYPE:
      return fail("not a JSON object", offset);
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC:
      return fail("too large to read", offset);
    default:
      return fail("not JSON: a comma, colon, bracket or name is missing", offset);
  }
}

std::size_t StrictJson::offset_of(const char* place) const {
  return std::min(static_cast<std::size_t>(place - padded_.get()), size_);
}

std::size_t StrictJson::offset_of(simdjson::error_code error) {
  const std::string_view text(padded_.get(), size_);
  switch (error) {
    case simdjson::UTF8_ERROR:
      return first_byte_that_is_not_utf8(text);
    case simdjson::UNESCAPED_CHARS:
      return first_control_character_in_string(text);
    case simdjson::UNCLOSED_STRING:
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
      return size_;
    case simdjson::EMPTY:
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC:
    case simdjson::INCORRECT_TYPE:
      return 0;
    default:
      break;
  }
  const char* place = nullptr;
  return document_.current_location().get(place) ? size_ : offset_of(place);
}

}  // namespace wiretape::text
