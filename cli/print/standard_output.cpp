#include "cli/print/standard_output.h"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <system_error>

#include "wiretape/core/file/write_all.h"

#include "cli/exit_code.h"
#include "cli/print/printable.h"
#include "cli/print/standard_error.h"

namespace wiretape::cli {

StandardOutput::StandardOutput() : is_terminal_(::isatty(STDOUT_FILENO) == 1) {
  std::signal(SIGPIPE, SIG_IGN);
}

bool StandardOutput::write(std::string_view bytes) {
  if (error_ != 0) return false;
  if (bytes.empty()) return true;
  error_ = file::write_all(STDOUT_FILENO, bytes);
  is_at_line_start_ = bytes.back() == '\n';
  return error_ == 0;
}

bool StandardOutput::print(std::string_view text) {
  return is_terminal_ ? write(printable(text)) : write(text);
}

int StandardOutput::finish(std::string_view command, int exit_code) const {
  if (error_ == 0) return exit_code;
  if (error_ == EPIPE && exit_code != exit_output) return exit_cancelled;
  tell("{}: can't write standard output: {}\n", command, failure());
  return exit_output;
}

std::string StandardOutput::failure() const {
  return error_ == 0 ? "" : std::system_category().message(error_);
}

}  // namespace wiretape::cli
