#pragma once

#include <sys/types.h>

#include <csignal>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wiretape::cli::testing {

/// How a run of the command ended.
struct Finished {
  int exit_code = -1;  ///< -1: by a signal
  std::string output;  ///< all of standard output
  std::string errors;  ///< all of standard error
};

/// A run of the real `wiretape`, with pipes to it.
class Command {
 public:
  /// Where standard output goes. `closed_pipe`: to nobody; `none`: it is closed.
  enum class Output { pipe, terminal, full_device, closed_pipe, none };

  /// Starts it. `environment` is all of its environment, as NAME=value. `program`: another one, such as a shell.
  explicit Command(const std::vector<std::string>& arguments, const std::vector<std::string>& environment = {},
                   Output output = Output::pipe, const char* program = WIRETAPE_COMMAND);
  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;
  ~Command();

  /// Writes to its standard input.
  void write(std::string_view input) const;
  void close_input();

  /// Reads standard output until what was read ends in `text` (or there is no more), and returns all of it.
  const std::string& read_until(std::string_view text);

  /// Stops reading: its next write finds nobody.
  void close_output();

  void interrupt() const { signal(SIGINT); }
  void signal(int number) const;

  /// What it has written to standard error so far.
  [[nodiscard]] std::string errors() const;

  /// Closes its input, reads the rest and waits for its end.
  Finished finish();

 private:
  bool read_some();

  pid_t process_ = -1;
  int input_ = -1;
  int output_ = -1;
  int errors_ = -1;
  std::string read_;
};

/// The arguments of a command that is to ask a provider on that port of 127.0.0.1.
[[nodiscard]] std::vector<std::string> aimed_at(std::uint16_t port, std::vector<std::string> command,
                                                const std::vector<std::string>& more = {});

/// Runs it to its end with `input`.
[[nodiscard]] Finished run(const std::vector<std::string>& arguments, std::string_view input = "",
                           const std::vector<std::string>& environment = {});

}  // namespace wiretape::cli::testing
