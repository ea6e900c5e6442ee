#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace wiretape::cli {

/// Adds `wiretape run`, which plays tapes while a program runs. `command` is that program and its arguments: what stood
/// behind the first "--" of the command line, which CLI11 can't tell from the tapes.
void add_run(CLI::App& app, std::vector<std::string> command, int& exit_code);

/// The arguments behind the first "--" of `wiretape run`; argc becomes the number of those before it.
[[nodiscard]] std::vector<std::string> take_command(int& argc, char** argv);

}  // namespace wiretape::cli
