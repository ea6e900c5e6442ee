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

/// Adds --log and --quiet, which go into `arguments`; that must outlive the command. `by_default` says, for the help,
/// where there is a log although nobody asks for it; "" for nowhere.
void add_log_options(CLI::App& command, LogArguments& arguments, const std::string& by_default);

/// The form that was asked for; else text where `by_default` is, or nullopt: no log.
[[nodiscard]] std::optional<LogForm> log_form(const LogArguments& arguments, bool by_default);

}  // namespace wiretape::cli
