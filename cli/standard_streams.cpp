#include "cli/standard_streams.h"

#include <fcntl.h>
#include <unistd.h>

namespace wiretape::cli {

void fill_standard_streams() {
  // open() takes the lowest number that is free: the next of the three that is missing, until one lies above them.
  int opened = 0;
  while (opened >= 0 && opened <= STDERR_FILENO) {
    opened = ::open("/dev/null", O_RDONLY);
  }
  if (opened >= 0) ::close(opened);
}

}  // namespace wiretape::cli
