#pragma once

#include <cstddef>
#include <cstdint>

namespace wiretape::text {

/// What the first byte of a sequence of UTF-8 says of those behind it.
struct Utf8Lead {
  std::size_t length;  ///< of the sequence in bytes, 2 to 4; 0: no sequence of several bytes begins so
  std::uint8_t least_second;
  std::uint8_t most_second;
};

// Well-formed sequences (RFC 3629 section 4): by first byte, the length and the bounds of the second byte. All later
// bytes are 80..BF.
//
//   00..7F                 1
//   C2..DF  80..BF         2
//   E0      A0..BF         3   (below: overlong)
//   E1..EC  80..BF         3
//   ED      80..9F         3   (above: surrogates)
//   EE..EF  80..BF         3
//   F0      90..BF         4   (below: overlong)
//   F1..F3  80..BF         4
//   F4      80..8F         4   (above: past U+10FFFF)

/// The table above, for bytes from 80 on.
[[nodiscard]] constexpr Utf8Lead utf8_lead(std::uint8_t byte) {
  if (byte < 0xC2) return {0, 0, 0};
  if (byte < 0xE0) return {2, 0x80, 0xBF};
  if (byte < 0xF0) {
    return {3, static_cast<std::uint8_t>(byte == 0xE0 ? 0xA0 : 0x80),
            static_cast<std::uint8_t>(byte == 0xED ? 0x9F : 0xBF)};
  }
  if (byte < 0xF5) {
    return {4, static_cast<std::uint8_t>(byte == 0xF0 ? 0x90 : 0x80),
            static_cast<std::uint8_t>(byte == 0xF4 ? 0x8F : 0xBF)};
  }
  return {0, 0, 0};
}

}  // namespace wiretape::text
