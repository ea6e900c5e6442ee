#pragma once

#include <cstddef>
#include <string>

namespace wiretape::text {

/// Why a text that somebody wrote can't be taken: a plan, a pattern, a URL.
struct InputError {
  std::size_t offset;    ///< byte of the text
  std::string found;     ///< what stands there, e.g. "an empty fault name"
  std::string expected;  ///< what may stand there, e.g. "key=value"
  std::string hint{};    ///< what to do; may be empty
};

}  // namespace wiretape::text
