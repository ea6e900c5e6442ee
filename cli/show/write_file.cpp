#include "cli/show/write_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "cli/write_all.h"

namespace wiretape::cli {

std::optional<text::SystemError> write_file(const std::string& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) return text::SystemError{std::system_category().message(errno)};
  int error = write_all(file, bytes);
  if (::close(file) != 0 && error == 0) error = errno;
  return error == 0 ? std::nullopt : std::optional(text::SystemError{std::system_category().message(error)});
}

}  // namespace wiretape::cli
