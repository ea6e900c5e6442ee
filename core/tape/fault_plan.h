#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/text/input_error.h"
#include "wiretape/core/text/position.h"

namespace wiretape::tape {

/// One `key=value` of a fault as it was written.
struct PlannedArgument {
  std::string key;
  std::string value;
  text::Position position{};  ///< of the key

  /// Whether both say the same, wherever they stand.
  friend bool operator==(const PlannedArgument& left, const PlannedArgument& right) {
    return left.key == right.key && left.value == right.value;
  }
};

/// One fault of a plan as it was written: `name[:key=value{;key=value}]`.
struct PlannedFault {
  std::string name;
  std::vector<PlannedArgument> arguments;  ///< in the order written, keys unique
  text::Position position{};               ///< of the name

  friend bool operator==(const PlannedFault& left, const PlannedFault& right) {
    return left.name == right.name && left.arguments == right.arguments;
  }
};

/// The faults of a plan in the order written.
using FaultPlan = std::vector<PlannedFault>;

/// How many faults one plan may have.
inline constexpr std::size_t most_faults = 64;

/// Reads the text form of a plan, as base URLs and the `X-Wiretape-Faults` header carry it. Names and keys are
/// lower-case letters, digits and `_`; values are anything but `,` and `;`, and not empty. What the names mean is not
/// looked at. Positions are those of the text as one line, a column a byte.
[[nodiscard]] std::variant<FaultPlan, text::InputError> parse_fault_plan(std::string_view text);

/// The text form of a fault, on one line. In values `,` and `;`, which only YAML can say, and `%` and control
/// characters are percent-encoded: different faults have different texts.
[[nodiscard]] std::string to_string(const PlannedFault& fault);

}  // namespace wiretape::tape
