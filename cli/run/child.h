#pragma once

#include <sys/types.h>

#include <csignal>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace wiretape::cli {

/// Why a program can't be started: errno, e.g. ENOENT.
struct StartError {
  int error = 0;
};

/// A program that runs beside this one: on the same terminal and in the same process group, so that job control and
/// Ctrl-C work as without us.
class Child {
 public:
  /// Starts `command`, whose first word is looked up in PATH, with all of its environment, and with `mask` as the
  /// signals that it blocks. Never an empty command.
  [[nodiscard]] static std::variant<Child, StartError> start(std::vector<std::string> command,
                                                             std::vector<std::string> environment,
                                                             const sigset_t& mask);

  /// Sends it a signal. Nothing where it has ended.
  void signal(int number) const;

  /// What it ended with, as a shell says it: its exit code, or 128 and the signal that ended it. nullopt while it runs.
  [[nodiscard]] std::optional<int> exit_code();

 private:
  explicit Child(pid_t process) : process_(process) {}

  pid_t process_;
  std::optional<int> exit_code_;
};

}  // namespace wiretape::cli
