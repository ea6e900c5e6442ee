#pragma once

#include <string>
#include <string_view>

namespace wiretape::text {

/// A sound JSON text without the members that a later one of the same name in the same object replaces, at any depth.
/// Names are compared as they are written; everything else stays as it is.
[[nodiscard]] std::string keep_last_members(std::string_view json);

}  // namespace wiretape::text
