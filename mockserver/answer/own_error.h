#pragma once

#include <string>
#include <string_view>

namespace wiretape::mockserver {

/// What a peer is told where the server can't answer by an exchange.
struct OwnError {
  int status = 0;
  std::string_view type;  ///< "wiretape_bad_plan"; outlives all
  std::string message;
};

}  // namespace wiretape::mockserver
