#pragma once

#include "wiretape/client/options.h"

namespace CLI {
class App;
}

namespace wiretape::cli {

/// Adds the options that say whom to call, how long to wait and how much to take; what is given goes into `options`,
/// which must outlive the command.
void add_client_arguments(CLI::App& command, client::Options& options);

}  // namespace wiretape::cli
