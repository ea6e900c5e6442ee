#pragma once

namespace CLI {
class App;
}

namespace wiretape::cli {

class StandardOutput;

/// Adds `wiretape import`. Where it is the subcommand chosen, it writes to `output` and puts its exit code into
/// `exit_code`.
void add_import(CLI::App& app, StandardOutput& output, int& exit_code);

}  // namespace wiretape::cli
