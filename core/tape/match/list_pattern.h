#pragma once

#include <cstddef>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace wiretape::tape {

/// The text that leaves a list of a pattern open at the end where it stands.
inline constexpr std::string_view open_end = "...";

/// A list of a pattern: what the elements of a list must be, and which of them. `["...", a]` is what a list ends with,
/// `[a, "..."]` what one begins with; all others are whole, `["..."]` too. Refers to the pattern.
class ListPattern {
 public:
  /// `pattern` must be an array.
  explicit ListPattern(const nlohmann::json& pattern);

  /// How many elements it asks for.
  [[nodiscard]] std::size_t size() const { return size_; }

  /// What it asks of its n-th element.
  [[nodiscard]] const nlohmann::json& operator[](std::size_t index) const;

  /// Whether a list with that many elements can be it.
  [[nodiscard]] bool takes(std::size_t length) const { return is_open_ ? length >= size_ : length == size_; }

  /// Which element of such a list is to be its first.
  [[nodiscard]] std::size_t first_in(std::size_t length) const { return skipped_ > 0 ? length - size_ : 0; }

 private:
  const nlohmann::json* pattern_;
  bool is_open_ = false;
  std::size_t skipped_ = 0;  // elements of the pattern before the first that is asked for
  std::size_t size_;
};

/// What `{"contains": a}` asks of any one element of a list, or nullptr where the pattern is none such.
[[nodiscard]] const nlohmann::json* any_element(const nlohmann::json& pattern);

}  // namespace wiretape::tape
