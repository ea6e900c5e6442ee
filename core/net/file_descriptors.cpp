#include "wiretape/core/net/file_descriptors.h"

#include <sys/resource.h>

namespace wiretape::net {

std::size_t raise_file_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  const rlimit raised{limit.rlim_max, limit.rlim_max};
  if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  return limit.rlim_cur;
}

}  // namespace wiretape::net
