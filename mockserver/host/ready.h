#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace wiretape::mockserver {

/// What whoever calls a host has to know, once it listens.
struct Ready {
  std::string url;  ///< "http://127.0.0.1:8089", without a path
  std::uint16_t port = 0;
  std::string control_url{};  ///< "" without a control plane
  std::uint16_t control_port = 0;
  std::size_t exchanges = 0;     ///< of the tapes that it began with
  std::string authority_file{};  ///< what clients are to trust; "" for nothing
};

}  // namespace wiretape::mockserver
