#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace wiretape::client {

/// A URL of http:// or https:// that stands for one of a WebSocket.
struct HttpUrl {
  std::string text;
  std::size_t shift = 0;      ///< by how many bytes it is longer than what was given
  bool is_websocket = false;  ///< what was given is ws:// or wss://; else `text` is that
};

/// ws:// and wss:// are taken apart as http:// and https:// are (RFC 6455 section 3).
[[nodiscard]] HttpUrl http_url_of(std::string_view url);

}  // namespace wiretape::client
