#include "cli/print/standard_error.h"

#include <unistd.h>

#include "cli/print/printable.h"
#include "cli/write_all.h"

namespace wiretape::cli {

void tell(std::string_view message) {
  static_cast<void>(write_all(STDERR_FILENO, printable(message)));
}

}  // namespace wiretape::cli
