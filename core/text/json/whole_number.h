#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace wiretape::text {

/// The whole number that a JSON token gives as an index, in any of the forms that hosts write: 1, "1", 1.0. nullopt:
/// it is none.
[[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view token);

}  // namespace wiretape::text
