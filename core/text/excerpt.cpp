#include "wiretape/core/text/excerpt.h"

#include <algorithm>
#include <cstddef>

#include "wiretape/core/text/utf8.h"

namespace wiretape::text {

std::string excerpt(std::string_view text) {
  constexpr std::size_t most_characters = 40;
  std::string result;
  std::size_t characters = 0;
  for (const char byte : text) {
    if (!continues_character(byte) && ++characters > most_characters) return result + "…";
    const bool is_control = static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F;
    result += is_control ? ' ' : byte;
  }
  return result;
}

}  // namespace wiretape::text
