#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/redact/rules/rules.h"

namespace wiretape::redact {

/// A place that still holds what the rules forbid.
struct Find {
  std::string rule;    ///< its name, or that of the JSON member
  std::size_t offset;  ///< byte of the text
  std::size_t length;  ///< bytes; of what stands in escapes or comes spread over events: of the texts that hold it

  friend bool operator==(const Find&, const Find&) = default;
};

/// Looks once more for what the rules forbid, before it is written: by regular expressions over the whole text, its
/// JSON strings, and what the strings at one path come to together. It shares nothing with StreamRedactor but the
/// rules, so that a mistake of one is found by the other. In the order of the text. Throws only std::bad_alloc.
[[nodiscard]] std::vector<Find> scan(std::string_view text, const Rules& rules);

}  // namespace wiretape::redact
