#include "cli/log/log_output.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>

#include <climits>

namespace wiretape::cli {
namespace {

// How long it may take until give_up_at() is seen.
constexpr int patience = 50;

}  // namespace

bool LogOutput::write(std::string_view bytes) {
  while (!bytes.empty()) {
    if (!has_room()) return false;
    // What poll() has found room for does not block.
    const auto written = ::write(descriptor_, bytes.data(), std::min<std::size_t>(bytes.size(), PIPE_BUF));
    if (written < 0 && errno != EINTR && errno != EAGAIN) return false;
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool LogOutput::has_room() const {
  pollfd wanted{descriptor_, POLLOUT, 0};
  for (;;) {
    const bool is_late = std::chrono::steady_clock::now() >= latest_.load();
    const int found = ::poll(&wanted, 1, is_late ? 0 : patience);
    if (found > 0) return true;
    if (is_late || (found < 0 && errno != EINTR)) return false;
  }
}

}  // namespace wiretape::cli
