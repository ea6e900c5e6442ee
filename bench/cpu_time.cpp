#include "cpu_time.h"

#include <filesystem>
#include <fstream>
#include <string>

namespace wiretape::bench {

CpuTime cpu_time(std::uint64_t pid) {
  CpuTime total;
  for (const auto& task : std::filesystem::directory_iterator("/proc/" + std::to_string(pid) + "/task")) {
    double used = 0;
    double waited = 0;
    std::ifstream(task.path() / "schedstat") >> used >> waited;  // nanoseconds
    total.used += used / 1e9;
    total.waited += waited / 1e9;
  }
  return total;
}

}  // namespace wiretape::bench
