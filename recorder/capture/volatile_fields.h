#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wiretape::recorder::capture {

/// Whether the member at `path` changes with each run, as somebody has said: `fields` name it, or a value that it is
/// in, as "metadata.run_id" or, with any element of a list or any member, "messages.*.id".
[[nodiscard]] bool is_volatile(std::span<const std::string> path, const std::vector<std::string>& fields);

}  // namespace wiretape::recorder::capture
