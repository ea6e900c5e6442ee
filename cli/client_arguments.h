#pragma once

#include <string>

#include "wiretape/client/options.h"

namespace CLI {
class App;
}

namespace wiretape::cli {

/// Adds the options that say whom to call, how long to wait and how much to take; what is given goes into `options`,
/// which must outlive the command.
void add_client_arguments(CLI::App& command, client::Options& options);

/// Asks the provider that a model's name carries ("anthropic/claude-haiku-4-5"), where neither --provider nor
/// --base-url says whom else; the name loses it.
void take_provider_of(std::string& model, client::Options& options);

}  // namespace wiretape::cli
