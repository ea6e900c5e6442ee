#pragma once

#include <cstdint>

namespace wiretape::bench {

/// What a process's threads spent together, in seconds: on a core, and ready to run while another process had the core.
struct CpuTime {
  double used = 0;
  double waited = 0;
};

/// Since the process began; of the threads that it has now.
[[nodiscard]] CpuTime cpu_time(std::uint64_t pid);

}  // namespace wiretape::bench
