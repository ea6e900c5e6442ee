#include "wiretape/core/tape/excerpt.h"

#include <algorithm>
#include <cstddef>

namespace wiretape::tape {

std::string excerpt(std::string_view text) {
  constexpr std::size_t most_characters = 40;
  std::string result;
  std::size_t characters = 0;
  for (const char byte : text) {
    const bool is_continuation = (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
    if (!is_continuation && ++characters > most_characters) return result + "…";
    const bool is_control = static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F;
    result += is_control ? ' ' : byte;
  }
  return result;
}

}  // namespace wiretape::tape
