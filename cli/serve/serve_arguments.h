#pragma once

#include <string>

#include "cli/serve/play_arguments.h"
#include "cli/serve/proxy_option.h"
#include "cli/serve/serve_tls.h"

namespace wiretape::cli {

/// What `wiretape serve` is told.
struct ServeArguments {
  PlayArguments play;
  TlsArguments tls;
  ProxyArguments proxy;
  std::string ready_file;
  bool is_json = false;
  bool is_watching = false;
};

/// Adds the options that go into `arguments`, which must outlive the command.
void add_serve_options(CLI::App& command, ServeArguments& arguments);

}  // namespace wiretape::cli
