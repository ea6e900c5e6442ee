#include "wiretape/core/file/owned_file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include "wiretape/core/file/write_all.h"

namespace wiretape::file {
namespace {

text::SystemError failed(int error) {
  return {std::system_category().message(error)};
}

/// Writes all and closes. Returns 0 or errno.
int fill_and_close(int file, std::string_view bytes) {
  const int error = write_all(file, bytes);
  return ::close(file) != 0 && error == 0 ? errno : error;
}

}  // namespace

OwnedFile::OwnedFile(OwnedFile&& other) noexcept
    : path_(std::exchange(other.path_, {})), device_(other.device_), inode_(other.inode_) {}

OwnedFile& OwnedFile::operator=(OwnedFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(device_, other.device_);
  std::swap(inode_, other.inode_);
  return *this;
}

OwnedFile::~OwnedFile() {
  remove();
}

std::variant<OwnedFile, text::SystemError> OwnedFile::make(std::string pattern, std::string_view bytes,
                                                           std::size_t suffix) {
  const int file = ::mkostemps(pattern.data(), static_cast<int>(suffix), O_CLOEXEC);
  if (file < 0) return failed(errno);
  OwnedFile made;
  made.path_ = std::move(pattern);
  struct stat about {};
  ::fstat(file, &about);
  made.device_ = about.st_dev;
  made.inode_ = about.st_ino;
  if (const int error = fill_and_close(file, bytes); error != 0) return failed(error);
  return made;
}

std::optional<text::SystemError> OwnedFile::move_to(const std::string& path) {
  if (std::rename(path_.c_str(), path.c_str()) != 0) return failed(errno);
  path_ = path;
  return std::nullopt;
}

void OwnedFile::remove() noexcept {
  if (path_.empty()) return;
  struct stat about {};
  const bool is_ours = ::lstat(path_.c_str(), &about) == 0 && about.st_dev == device_ && about.st_ino == inode_;
  if (is_ours) ::unlink(path_.c_str());
}

}  // namespace wiretape::file
