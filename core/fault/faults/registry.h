#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {

/// Every fault there is, family by family.
[[nodiscard]] std::span<const FaultType* const> all_faults();

/// The fault of that name, or nullptr.
[[nodiscard]] const FaultType* find_fault(std::string_view name);

/// Their names.
[[nodiscard]] std::vector<std::string_view> fault_names();

}  // namespace wiretape::fault
