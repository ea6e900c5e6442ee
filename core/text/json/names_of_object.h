#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace wiretape::text {

/// The names of one object, as they come. Nearly always each is there once, and most are told from all before them by a
/// few of their bytes.
class NamesOfObject {
 public:
  /// Whether the name was not there before. An object with more names than it remembers counts as one that repeats
  /// them. The names must outlive it.
  bool add(std::string_view name) {
    if (size_ == names_.size()) return false;
    const std::uint64_t bit = std::uint64_t{1} << (mixed(name) % 64U);
    const bool is_new = (seen_ & bit) == 0 || !holds(name);
    seen_ |= bit;
    names_[size_++] = name;
    return is_new;
  }

 private:
  [[nodiscard]] static std::size_t mixed(std::string_view name) {
    if (name.empty()) return 0;
    const auto byte = [](char value) { return static_cast<std::size_t>(static_cast<unsigned char>(value)); };
    return name.size() * 7 + byte(name.front()) * 13 + byte(name.back()) * 31 + byte(name[name.size() / 2]);
  }

  [[nodiscard]] bool holds(std::string_view name) const {
    for (std::size_t at = 0; at < size_; ++at) {
      if (names_[at] == name) return true;
    }
    return false;
  }

  std::array<std::string_view, 32> names_;  // only `size_` of them count
  std::size_t size_ = 0;
  std::uint64_t seen_ = 0;
};

}  // namespace wiretape::text
