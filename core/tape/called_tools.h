#pragma once

#include <optional>
#include <string>
#include <vector>

namespace wiretape::tape {

/// A tool that a reply calls.
struct CalledTool {
  std::string name;
  std::optional<std::string> id{};  ///< of the call; absent: any

  friend bool operator==(const CalledTool&, const CalledTool&) = default;
};

/// All that one reply calls, in any order.
using CalledTools = std::vector<CalledTool>;

}  // namespace wiretape::tape
