#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {

/// The most that a count without an upper bound of its own may be.
inline constexpr std::uint64_t unlimited = std::numeric_limits<std::uint64_t>::max();

/// What a value was expected to be.
struct ValueFault {
  std::string expected;
};

/// A whole number in decimal, from `least` to `most`.
[[nodiscard]] std::variant<std::uint64_t, ValueFault> parse_count(std::string_view text, std::uint64_t least,
                                                                  std::uint64_t most);

/// "3", "2-5" or "2-" (and all after), from 1.
[[nodiscard]] std::variant<OrdinalRange, ValueFault> parse_range(std::string_view text);

/// "0.25": from 0 to 1, at most nine digits behind the point; in thousand millionths.
[[nodiscard]] std::variant<std::uint32_t, ValueFault> parse_chance(std::string_view text);

/// The value of a parameter.
[[nodiscard]] std::variant<ArgumentValue, ValueFault> parse_argument(const FaultParameter& parameter,
                                                                     std::string_view text);

/// What a parameter takes, for messages and the table of faults: "a whole number from 1 to 100".
[[nodiscard]] std::string describe(const FaultParameter& parameter);

}  // namespace wiretape::fault
