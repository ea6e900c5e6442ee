#include "cli/print/standard_output.h"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <system_error>

namespace wiretape::cli {

StandardOutput::StandardOutput() : is_terminal_(::isatty(STDOUT_FILENO) == 1) {
  std::signal(SIGPIPE, SIG_IGN);
}

bool StandardOutput::write(std::string_view bytes) {
  while (error_ == 0 && !bytes.empty()) {
    const auto written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (written >= 0) {
      is_at_line_start_ = written == 0 ? is_at_line_start_ : bytes[static_cast<std::size_t>(written) - 1] == '\n';
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
  return error_ == 0;
}

bool StandardOutput::is_closed() const {
  return error_ == EPIPE;
}

std::optional<std::string> StandardOutput::failure() const {
  if (error_ == 0 || is_closed()) return std::nullopt;
  return std::system_category().message(error_);
}

}  // namespace wiretape::cli
