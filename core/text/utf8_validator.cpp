#include "wiretape/core/text/utf8_validator.h"

#include <algorithm>
#include <cstring>

#include <simdjson.h>

#include "wiretape/core/text/utf8.h"
#include "wiretape/core/text/utf8_lead.h"

namespace wiretape::text {
namespace {

// Below it a call of simdjson costs more than it saves.
constexpr std::size_t least_for_simdjson = 64;

constexpr std::uint8_t as_byte(char byte) {
  return static_cast<std::uint8_t>(byte);
}

// How many bytes at the end of a text begin a character and don't end it: 0 to 3.
std::size_t size_of_cut_character(std::string_view text) {
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
    const char byte = text[text.size() - back];
    if (!continues_character(byte)) return as_byte(byte) >= 0x80 && utf8_lead(as_byte(byte)).length > back ? back : 0;
  }
  return 0;
}

bool are_eight_ascii(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof(word));
  return (word & 0x8080808080808080U) == 0;
}

}  // namespace

bool Utf8Validator::take(std::uint8_t byte) {
  if (missing_ != 0) {
    if (byte < least_ || byte > most_) return false;
    --missing_;
    least_ = 0x80;
    most_ = 0xBF;
    return true;
  }
  if (byte < 0x80) return true;
  const Utf8Lead lead = utf8_lead(byte);
  if (lead.length == 0) return false;
  missing_ = static_cast<std::uint8_t>(lead.length - 1);
  least_ = lead.least_second;
  most_ = lead.most_second;
  return true;
}

std::size_t Utf8Validator::find_wrong_from(std::size_t at, std::string_view piece) {
  while (at < piece.size()) {
    if (missing_ == 0 && piece.size() - at >= 8 && are_eight_ascii(piece.data() + at)) {
      at += 8;
    } else if (take(as_byte(piece[at]))) {
      ++at;
    } else {
      return at;
    }
  }
  return std::string_view::npos;
}

std::size_t Utf8Validator::find_wrong(std::string_view piece) {
  std::size_t at = 0;
  for (; missing_ != 0 && at < piece.size(); ++at) {
    if (!take(as_byte(piece[at]))) return at;
  }
  const std::string_view rest = piece.substr(at);
  const std::size_t whole = rest.size() - size_of_cut_character(rest);
  if (whole >= least_for_simdjson && simdjson::validate_utf8(rest.data(), whole)) at += whole;
  return find_wrong_from(at, piece);
}

}  // namespace wiretape::text
