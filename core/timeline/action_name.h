#pragma once

#include <string_view>

#include "wiretape/core/program/wire_program.h"

namespace wiretape::timeline {

/// What an action is called in JSON: "write", "repeat", "hold", "hang", "half_close", "fin", "tls_cut", "reset" or
/// "reset_at_once".
[[nodiscard]] std::string_view action_name(const program::Action& action);

/// Whether the connection takes no further request after it.
[[nodiscard]] bool ends_connection(const program::Action& action);

}  // namespace wiretape::timeline
