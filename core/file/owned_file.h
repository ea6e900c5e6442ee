#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/text/system_error.h"

namespace wiretape::file {

/// A file that this process has made, and removes when its owner goes; but never what somebody else has put in its
/// place since. A signal that ends the process at once leaves it: whoever owns one catches those that may come.
class OwnedFile {
 public:
  /// Owns nothing.
  OwnedFile() = default;
  OwnedFile(OwnedFile&& other) noexcept;
  OwnedFile& operator=(OwnedFile&& other) noexcept;
  ~OwnedFile();

  /// Makes a file of a new name, which is `pattern` with its last XXXXXX replaced, and writes `bytes` to it. Only this
  /// user may read it (0600). `suffix` is how many bytes of the pattern come behind the XXXXXX.
  [[nodiscard]] static std::variant<OwnedFile, text::SystemError> make(std::string pattern, std::string_view bytes,
                                                                       std::size_t suffix = 0);

  /// Puts it into the place of whatever is at `path`, at once: whoever opens that finds the old or the new, never a
  /// part.
  [[nodiscard]] std::optional<text::SystemError> move_to(const std::string& path);

  /// Lets it stay where it is.
  void keep() { path_.clear(); }

  /// Where it is; "" where nothing is owned.
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  void remove() noexcept;

  std::string path_;
  dev_t device_ = 0;
  ino_t inode_ = 0;
};

}  // namespace wiretape::file
