#pragma once

namespace CLI {
class App;
}

namespace wiretape::cli {

/// Adds `wiretape fmt`. Where it is the subcommand chosen, its exit code is put into `exit_code`.
void add_fmt(CLI::App& app, int& exit_code);

}  // namespace wiretape::cli
