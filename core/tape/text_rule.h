#pragma once

#include <string>

namespace wiretape::tape {

/// What a text must be: equal to, containing, or somewhere matched by the expression (RE2 syntax).
struct TextRule {
  enum class Kind { equals, contains, matches };
  Kind kind = Kind::equals;
  std::string text{};

  friend bool operator==(const TextRule&, const TextRule&) = default;
};

}  // namespace wiretape::tape
