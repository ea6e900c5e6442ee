#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace wiretape::net {

/// The value of an environment variable, or nullopt.
using Environment = std::function<std::optional<std::string>(std::string_view name)>;

/// This process's environment. A variable that is set but empty counts as not set.
[[nodiscard]] std::optional<std::string> process_environment(std::string_view name);

}  // namespace wiretape::net
