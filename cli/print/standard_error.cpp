#include "cli/print/standard_error.h"

#include <unistd.h>

#include "wiretape/core/file/write_all.h"

#include "cli/print/printable.h"

namespace wiretape::cli {

void tell(std::string_view message) {
  static_cast<void>(file::write_all(STDERR_FILENO, printable(message)));
}

}  // namespace wiretape::cli
