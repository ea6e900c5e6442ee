#include "cli/show/write_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "wiretape/core/file/write_all.h"

namespace wiretape::cli {

std::optional<text::SystemError> write_file(const std::string& path, std::string_view bytes) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) return text::SystemError{std::system_category().message(errno)};
  int error = file::write_all(descriptor, bytes);
  if (::close(descriptor) != 0 && error == 0) error = errno;
  return error == 0 ? std::nullopt : std::optional(text::SystemError{std::system_category().message(error)});
}

}  // namespace wiretape::cli
