#pragma once

#include <chrono>
#include <string>

namespace CLI {
class App;
}

namespace wiretape::cli {

/// Adds an option for a limit on time, e.g. 500ms, 20s or 2m, where 0 is none. Its help tells what `limit` holds now;
/// what is given goes into `limit`, which must outlive the command.
void add_time_limit(CLI::App& command, const char* name, std::chrono::milliseconds& limit, const std::string& what);

}  // namespace wiretape::cli
