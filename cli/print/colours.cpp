#include "cli/print/colours.h"

#include <cstdlib>

namespace wiretape::cli::colour {

bool are_unwanted() {
  const char* value = std::getenv("NO_COLOR");
  return value != nullptr && *value != '\0';
}

}  // namespace wiretape::cli::colour
