#include "wiretape/core/wire/websocket/ws_close_code.h"

#include <array>

namespace wiretape::wire {

std::string_view ws_close_meaning(std::uint16_t code) {
  constexpr std::array<std::string_view, 16> meanings = {
      "Normal Closure",
      "Going Away",
      "Protocol error",
      "Unsupported Data",
      "",  // reserved
      "No Status Rcvd",
      "Abnormal Closure",
      "Invalid frame payload data",
      "Policy Violation",
      "Message Too Big",
      "Mandatory Ext.",
      "Internal Error",
      "Service Restart",
      "Try Again Later",
      "Bad Gateway",
      "TLS handshake",
  };
  const unsigned at = code - 1000U;
  return at < meanings.size() ? meanings[at] : std::string_view();
}

}  // namespace wiretape::wire
