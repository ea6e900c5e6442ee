#pragma once

namespace CLI {
class App;
}

namespace wiretape::cli {

/// Adds `wiretape faults`. Where it is the subcommand chosen, its exit code is put into `exit_code`.
void add_faults(CLI::App& app, int& exit_code);

}  // namespace wiretape::cli
