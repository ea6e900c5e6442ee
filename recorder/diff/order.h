#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace wiretape::recorder::diff {

/// Something that comes in both of two streams, and where.
struct Ordered {
  std::string name;
  std::size_t before = 0;  ///< its place in the stream that was
  std::size_t now = 0;     ///< in the one that is
};

/// Two things that have changed places.
struct Inversion {
  std::string first;  ///< this came before the second, and now comes behind it
  std::string second;
};

/// An inversion where there is any. Two that came together may come one after the other now, and the other way.
[[nodiscard]] std::optional<Inversion> find_inversion(std::vector<Ordered> items);

}  // namespace wiretape::recorder::diff
