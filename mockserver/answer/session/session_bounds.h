#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace wiretape::mockserver {

/// How many sessions a server knows: of those that have used something, and of those that a plan is armed for.
inline constexpr std::size_t most_sessions = 10'000;

/// The bytes of a session's name, decoded.
inline constexpr std::size_t longest_session_name = 256;

/// How an error words a name that is too long, and what it should be.
inline std::string unfit_session_name(std::string_view name) {
  return fmt::format("a session's name of {} bytes", name.size());
}
inline std::string expected_session_name() {
  return fmt::format("at most {} bytes", longest_session_name);
}

/// What a request of one session too many is told.
inline std::string too_many_sessions() {
  return fmt::format(
      "there are {} sessions already; expected one of them, or POST /sessions/NAME/reset or /reset on "
      "the control plane to make room",
      most_sessions);
}

}  // namespace wiretape::mockserver
