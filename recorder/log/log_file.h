#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/text/system_error.h"

namespace wiretape::recorder::log {

/// The open file of a log. It is locked (flock) as long as it is open, so that nobody takes it for one that was left.
class LogFile {
 public:
  /// Takes an open file over. `path` is what messages call it.
  LogFile(int file, std::string path) : file_(file), path_(std::move(path)) {}
  LogFile(LogFile&& other) noexcept;
  LogFile& operator=(LogFile&& other) noexcept;
  ~LogFile();

  /// Makes it, for this user only (0600). A file that is there already is an error.
  [[nodiscard]] static std::variant<LogFile, text::SystemError> create(const std::string& path);

  /// Writes behind what is there. After an error the last record may not be whole: nothing can be written behind it.
  [[nodiscard]] std::optional<text::SystemError> append(std::string_view bytes);

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  int file_ = -1;
  std::string path_;
};

}  // namespace wiretape::recorder::log
