#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace wiretape::program {

/// One fault of a plan as it was written: `name[:key=value{;key=value}]`.
struct PlannedFault {
  std::string name;
  std::vector<std::pair<std::string, std::string>> arguments;  ///< in the order written, keys unique

  friend bool operator==(const PlannedFault&, const PlannedFault&) = default;
};

/// The faults of a plan in the order written.
using FaultPlan = std::vector<PlannedFault>;

/// Why a plan can't be read.
struct FaultPlanError {
  std::size_t offset;    ///< byte of the decoded plan text
  std::string found;     ///< "empty fault name"
  std::string expected;  ///< "name[:key=value{;key=value}]{,…}"
};

/// Reads the text form of a plan, as base URLs and the `X-Wiretape-Faults` header carry it. Names and keys are
/// lower-case letters, digits and `_`; values are anything but `,` and `;`, and not empty. What the names mean is not
/// looked at.
[[nodiscard]] std::variant<FaultPlan, FaultPlanError> parse_fault_plan(std::string_view text);

}  // namespace wiretape::program
