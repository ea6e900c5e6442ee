#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace wiretape::cli {

/// Standard output, written at once: nothing waits in a buffer. Once a write has failed, further ones do nothing.
class StandardOutput {
 public:
  /// From here on a reader that goes away is an error of write() and no signal, for the whole process.
  StandardOutput();

  /// Writes all of it, byte for byte. False where it can't be written.
  bool write(std::string_view bytes);

  /// Writes text for people or JSON for scripts: on a terminal, what that would obey is replaced (see printable).
  bool print(std::string_view text);

  /// The same, formatted first.
  template <class... Values>
  requires(sizeof...(Values) > 0) bool print(fmt::format_string<Values...> format, Values&&... values) {
    return print(std::string_view(fmt::format(format, std::forward<Values>(values)...)));
  }

  /// Whether the last byte written was a line end, or nothing was written.
  [[nodiscard]] bool is_at_line_start() const { return is_at_line_start_; }

  /// Whether a write has failed: there is no use in going on.
  [[nodiscard]] bool is_lost() const { return error_ != 0; }

  /// The exit code of a command that would end with `exit_code`. Where output was lost it is exit_output, and the
  /// reason is told in the name of `command`, e.g. "wiretape check"; but a reader that has gone away (`… | head -1`)
  /// has seen enough: that is exit_cancelled without a word, unless the command says exit_output itself.
  [[nodiscard]] int finish(std::string_view command, int exit_code) const;

  /// Why it can't be written, e.g. "No space left on device"; "" while all is well.
  [[nodiscard]] std::string failure() const;

  /// Whether people look at it.
  [[nodiscard]] bool is_terminal() const { return is_terminal_; }

 private:
  bool is_terminal_;
  bool is_at_line_start_ = true;
  int error_ = 0;
};

}  // namespace wiretape::cli
