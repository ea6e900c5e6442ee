#pragma once

#include <cstddef>

namespace wiretape::wire {

/// How it stands with what is being unpacked.
enum class UnpackState {
  open,     ///< more may come
  whole,    ///< its end was reached, checksums included
  damaged,  ///< nothing more can be read
};

/// What one step has unpacked.
struct UnpackStep {
  UnpackState state;
  std::size_t written;  ///< bytes
};

}  // namespace wiretape::wire
