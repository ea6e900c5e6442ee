#pragma once

#include "wiretape/mockserver/serve/server_options.h"

namespace CLI {
class App;
}

namespace wiretape::cli {

/// Adds --max-connections, --max-head, --max-body, --journal-capacity, --journal-bytes and
/// --request-timeout, which go into `options`.
void add_limit_options(CLI::App& command, mockserver::ServerOptions& options);

}  // namespace wiretape::cli
