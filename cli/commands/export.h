#pragma once

#include <string>

namespace CLI {
class App;
}

namespace wiretape::cli {

class StandardOutput;

/// Adds `wiretape export`. Where it is the subcommand chosen, it writes to `output` and puts its exit code into
/// `exit_code`. `version` is wiretape's.
void add_export(CLI::App& app, const std::string& version, StandardOutput& output, int& exit_code);

}  // namespace wiretape::cli
