#pragma once

namespace CLI {
class App;
}

namespace wiretape::cli {

class StandardOutput;

/// Adds the subcommand `tidy`, which makes one tape of many.
void add_tidy(CLI::App& app, StandardOutput& output, int& exit_code);

}  // namespace wiretape::cli
