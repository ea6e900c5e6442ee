#pragma once

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace wiretape::cli {

/// How requests are logged.
enum class LogForm { text, json };

/// What a command is told of its log.
struct LogArguments {
  std::string form{};  ///< "text" or "json"; "" unless it was given
  bool is_quiet = false;
};

/// Adds --log, which goes into `arguments`; that must outlive the command.
void add_log_option(CLI::App& command, LogArguments& arguments);

/// The same, and --quiet, for a command that has a log on a terminal although nobody asks for it.
void add_log_options(CLI::App& command, LogArguments& arguments);

/// The form that was asked for; else text where there is a log `by_default`, or nullopt: none.
[[nodiscard]] std::optional<LogForm> log_form(const LogArguments& arguments, bool by_default);

}  // namespace wiretape::cli
