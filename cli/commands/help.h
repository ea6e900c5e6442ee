#pragma once

#include <string>

namespace CLI {
class App;
}

namespace wiretape::cli {

class StandardOutput;

/// Adds `wiretape help`. Where it is the subcommand chosen, it writes to `output` and puts its exit code into
/// `exit_code`.
void add_help(CLI::App& app, StandardOutput& output, int& exit_code);

/// Help as it is printed: no wider than the terminal or COLUMNS.
[[nodiscard]] std::string fitted_help(const std::string& help);

/// Says that there is no such command, and which may be meant; returns the exit code for it.
int refuse_command(const CLI::App& app, const std::string& name);

/// Whether it is the name of a command.
[[nodiscard]] bool has_command(const CLI::App& app, const std::string& name);

}  // namespace wiretape::cli
