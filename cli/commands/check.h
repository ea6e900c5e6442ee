#pragma once

namespace CLI {
class App;
}

namespace wiretape::cli {

/// Adds `wiretape check`. Where it is the subcommand chosen, its exit code is put into `exit_code`.
void add_check(CLI::App& app, int& exit_code);

}  // namespace wiretape::cli
