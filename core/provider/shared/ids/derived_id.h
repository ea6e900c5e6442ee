#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace wiretape::provider {

/// Mixes texts into a number that is the same everywhere (FNV-1a, 64 bits). Texts are kept apart: adding "ab" and "c"
/// differs from adding "a" and "bc".
class ContentHash {
 public:
  ContentHash& add(std::string_view text);
  ContentHash& add(std::uint64_t number);

  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  void add_byte(std::uint8_t byte);

  std::uint64_t value_ = 0xCBF29CE484222325U;
};

/// `prefix` and then `length` letters and digits that follow from the hash: what providers' ids look like, but the same
/// for the same content.
[[nodiscard]] std::string derived_id(std::string_view prefix, std::size_t length, const ContentHash& hash);

}  // namespace wiretape::provider
