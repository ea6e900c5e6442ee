#pragma once

#include <string>
#include <string_view>

#include "wiretape/core/net/serve/listen_address.h"

namespace wiretape::cli {

/// What may help where a port can't be listened on: another host or another port; "" where neither would. The options
/// of that listener begin with `prefix`: "--" or "--control-".
[[nodiscard]] std::string listen_hint(const net::ListenError& error, std::string_view prefix);

}  // namespace wiretape::cli
