#include "cli/serve/serve_arguments.h"

#include <CLI/CLI.hpp>

namespace wiretape::cli {

void add_serve_options(CLI::App& command, ServeArguments& arguments) {
  arguments.play.host.server.port = 8089;
  add_play_options(command, arguments.play);
  command.get_option("TAPES")->required(false);
  add_tls_options(command, arguments.tls);
  add_proxy_options(command, arguments.proxy, "HOST[:PORT]");
  add_log_options(command, arguments.play.log);
  command.add_option("--ready-file", arguments.ready_file, "Write the ready line to this file, too");
  command.add_flag("--watch", arguments.is_watching, "Load the tapes anew whenever their files change");
  command.add_flag("--json", arguments.is_json, "Print the ready line, and what --strict finds, as JSON");
}

}  // namespace wiretape::cli
