#pragma once

#include <cstddef>

namespace wiretape::yaml {

/// What a tape may cost before it is refused.
struct LoadLimits {
  std::size_t bytes = std::size_t{64} << 20;  ///< of the file; and, once more, of text that aliases repeat
  std::size_t depth = 64;                     ///< of lists and mappings in one another
  std::size_t nodes = 2'000'000;              ///< with aliases counted each time they are used
};

}  // namespace wiretape::yaml
