#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace wiretape::provider {

/// What the ids that a provider gives to requests end in as an answer is rendered: the same each time, so that requests
/// share a program. Whoever sends it puts request_id_end in its place, which is as long.
inline constexpr std::string_view open_request_id = "WiretapeRequestId000";

/// The end of a request's own id: hexadecimal digits.
using RequestIdEnd = std::array<char, open_request_id.size()>;

/// Another one for each number.
[[nodiscard]] RequestIdEnd request_id_end(std::uint64_t number);

}  // namespace wiretape::provider
