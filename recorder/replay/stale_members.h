#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wiretape::recorder::replay {

/// So many places are named, and no more.
inline constexpr std::size_t most_stale_members = 32;

/// Where a request's body is no longer as it was recorded: the JSON pointers of members that differ, are new or are
/// gone, without those that `volatile_fields` name (capture::is_volatile). "" is the body itself, where one is no JSON.
/// What was masked when it was recorded is as it was where what stands around the masks is. None where no body was
/// kept.
[[nodiscard]] std::vector<std::string> stale_members(std::string_view recorded, std::string_view asked,
                                                     const std::vector<std::string>& volatile_fields);

}  // namespace wiretape::recorder::replay
