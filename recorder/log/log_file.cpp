#include "wiretape/recorder/log/log_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "wiretape/core/file/write_all.h"

namespace wiretape::recorder::log {
namespace {

text::SystemError refused(int error) {
  return {std::generic_category().message(error)};
}

}  // namespace

LogFile::LogFile(LogFile&& other) noexcept : file_(std::exchange(other.file_, -1)), path_(std::move(other.path_)) {}

LogFile& LogFile::operator=(LogFile&& other) noexcept {
  std::swap(file_, other.file_);
  std::swap(path_, other.path_);
  return *this;
}

LogFile::~LogFile() {
  if (file_ >= 0) ::close(file_);
}

std::variant<LogFile, text::SystemError> LogFile::create(const std::string& path) {
  const int file =
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
  if (file < 0) return refused(errno);
  ::flock(file, LOCK_EX | LOCK_NB);  // a file system without locks does without
  return LogFile(file, path);
}

std::optional<text::SystemError> LogFile::append(std::string_view bytes) {
  const int error = file::write_all(file_, bytes);
  return error == 0 ? std::nullopt : std::optional(refused(error));
}

}  // namespace wiretape::recorder::log
