#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wiretape::cli {

/// Standard output, written at once: nothing waits in a buffer. Once a write has failed, further ones do nothing.
class StandardOutput {
 public:
  /// From here on a reader that goes away is an error of write() and no signal.
  StandardOutput();

  /// Writes all of it. False where it can't be written.
  bool write(std::string_view bytes);

  /// Whether the last byte written was a line end, or nothing was written.
  [[nodiscard]] bool is_at_line_start() const { return is_at_line_start_; }

  /// Whether the reader has gone away (`wiretape … | head -1`): no error, but a reason to stop.
  [[nodiscard]] bool is_closed() const;

  /// Why it can't be written, e.g. "No space left on device"; nullopt while all is well, and where is_closed().
  [[nodiscard]] std::optional<std::string> failure() const;

  /// Whether people look at it.
  [[nodiscard]] bool is_terminal() const { return is_terminal_; }

 private:
  bool is_terminal_;
  bool is_at_line_start_ = true;
  int error_ = 0;
};

}  // namespace wiretape::cli
