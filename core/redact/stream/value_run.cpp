#include "wiretape/core/redact/stream/value_run.h"

#include <string_view>

#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::redact {
namespace {

constexpr std::size_t least_jwt_part = 4;
constexpr std::size_t least_jwt_signature = 16;
constexpr std::uint32_t least_phone_digits = 8;
constexpr std::uint32_t longest_address = 320;  // RFC 3696 erratum 1690: 64 + 1 + 255

// Beside Base64 and dashes: what stands between the lines of a key, and in the fields above an old encrypted one.
constexpr std::string_view between_key_lines = " \t\r\n:,";
constexpr std::string_view data_field = "data:";
constexpr std::uint8_t behind_backslash = 255;

constexpr bool is_base64(char c) {
  return has_character(Alphabet::letters, c) || c == '+' || c == '/' || c == '=';
}

}  // namespace

RunStep ValueRun::step(char c) {
  switch (shape_->form) {
    case Form::plain:
      return plain(c, shape_->alphabet, shape_->least);
    case Form::jwt:
      return jwt(c);
    case Form::private_key:
      return private_key(c);
    case Form::email:
      return email(c);
    case Form::phone:
      return phone(c);
  }
  return {false};
}

RunStep ValueRun::plain(char c, Alphabet alphabet, std::size_t least) {
  if (!has_character(alphabet, c)) return {false};
  decided_ = decided_ || ++count_ >= least;
  return decided_ ? mask() : pend();
}

// header . payload . signature; part_ counts the dots
RunStep ValueRun::jwt(char c) {
  if (part_ == 2) return plain(c, Alphabet::word, least_jwt_signature);
  if (c == '.' && count_ >= least_jwt_part) {
    ++part_;
    count_ = 0;
    return {true};
  }
  ++count_;
  return {is_word(c)};
}

// The lines up to the two dashes that begin the last one; part_ is how much of `data:` a line began with, which in a
// stream of events is no part of the key.
RunStep ValueRun::private_key(char c) {
  pending_ = 0;
  if (part_ == behind_backslash) {
    part_ = 0;
    if (c == 'n' || c == 'r' || c == 't') return {true};  // a line end of JSON inside JSON
  }
  if (c == '\\') {
    part_ = behind_backslash;
    decided_ = false;
    return {true};
  }
  const bool is_field = part_ > 0 && c == data_field[part_ - 1U];
  part_ = static_cast<std::uint8_t>(c == '\n' ? 1 : is_field && part_ < data_field.size() ? part_ + 1 : 0);
  const bool after_dash = decided_;
  decided_ = c == '-';
  if (decided_) return {!after_dash};
  if (is_field || between_key_lines.find(c) != std::string_view::npos) return {true};
  return is_base64(c) ? RunStep{true, 1} : RunStep{false};
}

// What stands behind the @. Decided by two letters behind a dot; part_ 1: only letters since the last dot; 2: others,
// too.
RunStep ValueRun::email(char c) {
  if (pending_ > longest_address) return {false};
  if (c == '.') {
    if (count_ == 0) return {false};
    part_ = 1;
    count_ = 0;
    return pend();
  }
  if (!has_character(Alphabet::letters, c) && c != '-') return {false};
  if (!wire::is_alpha(c) && part_ == 1) part_ = 2;
  ++count_;
  decided_ = decided_ || (count_ == 2 && part_ == 1);
  return decided_ ? mask() : pend();
}

// Digits, the first no 0, with up to two separators before each; part_ counts those.
RunStep ValueRun::phone(char c) {
  if (wire::is_digit(c) && (count_ > 0 || c != '0')) {
    part_ = 0;
    return ++count_ >= least_phone_digits ? mask() : pend();
  }
  const bool separates =
      count_ == 0 ? c == '(' && part_ == 0 : part_ < 2 && (c == ' ' || c == '-' || c == '(' || c == ')');
  if (!separates) return {false};
  ++part_;
  return pend();
}

}  // namespace wiretape::redact
