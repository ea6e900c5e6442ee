#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace wiretape::mockserver {

/// For journal::Filter::is_target: whether a target's path, without session, plan and query, is `path`, byte for byte.
[[nodiscard]] std::function<bool(std::string_view)> has_path(std::string path);

}  // namespace wiretape::mockserver
