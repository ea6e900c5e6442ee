#pragma once

#include <string_view>

namespace wiretape::file {

/// Writes all of it, and waits where the other end is slow, also on a descriptor that does not block. Returns 0, or
/// errno where it can't be written. A reader that has gone is EPIPE only where SIGPIPE is ignored.
[[nodiscard]] int write_all(int descriptor, std::string_view bytes);

}  // namespace wiretape::file
