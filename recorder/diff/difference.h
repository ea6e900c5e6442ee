#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace wiretape::recorder::diff {

/// How much a difference matters to who reads such answers.
enum class Severity : std::uint8_t {
  breaking,  ///< what was there is gone, is of another type, or comes in another order
  additive,  ///< there is more than before
  variable,  ///< as answers differ anyway: how many pieces, and what somebody declared volatile
};

/// "breaking", "additive" or "volatile".
[[nodiscard]] std::string_view to_string(Severity severity);

/// Where an answer is not as the one before it.
struct Difference {
  Severity severity = Severity::breaking;
  std::string place;  ///< "status", "order", "choices[].delta.content"; of an event: "TYPE: PATH"
  std::string what;   ///< "is gone", "is a number, was a text"

  friend bool operator==(const Difference&, const Difference&) = default;
};

}  // namespace wiretape::recorder::diff
