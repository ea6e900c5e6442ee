#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace wiretape::text {

/// Says of a text that comes piece by piece where it stops being UTF-8 (RFC 3629), at the first byte that can't go on
/// what came before it: a surrogate at its second byte, what is past U+10FFFF at its first or second. Any split of the
/// text gives the same place. Linear, and many bytes at a time. Not thread safe.
class Utf8Validator {
 public:
  /// Takes the next piece. The index in it of the first byte that is wrong, or npos. After a wrong byte nothing more
  /// can be taken.
  [[nodiscard]] std::size_t find_wrong(std::string_view piece);

  /// Whether the text may end here: what came ends with a whole character.
  [[nodiscard]] bool is_whole() const { return missing_ == 0; }

 private:
  [[nodiscard]] bool take(std::uint8_t byte);
  [[nodiscard]] std::size_t find_wrong_from(std::size_t at, std::string_view piece);

  std::uint8_t missing_ = 0;  // bytes of the character that is being read
  std::uint8_t least_ = 0;    // what the next of them may be
  std::uint8_t most_ = 0;
};

}  // namespace wiretape::text
