#pragma once

#include <string>

namespace wiretape::text {

/// What the machine said when it did not do what it was asked: read a file, write one, look a name up.
struct SystemError {
  std::string cause;  ///< the system's words, e.g. "No such file or directory"
};

}  // namespace wiretape::text
