#include <string>

#include <CLI/CLI.hpp>

#include "cli/commands/call.h"
#include "cli/commands/chat.h"
#include "cli/commands/check.h"
#include "cli/commands/compile.h"
#include "cli/commands/faults.h"
#include "cli/commands/fmt.h"
#include "cli/commands/serve.h"
#include "cli/exit_code.h"

int main(int argc, char** argv) {
  using namespace wiretape::cli;
  CLI::App app("wiretape records LLM streams, scripts them, replays them byte for byte, and breaks them on purpose");
  app.set_version_flag("--version", std::string("wiretape ") + WIRETAPE_VERSION);
  app.require_subcommand(1);
  int exit_code = exit_completed;
  add_chat(app, exit_code);
  add_call(app, exit_code);
  add_serve(app, exit_code);
  add_check(app, exit_code);
  add_fmt(app, exit_code);
  add_compile(app, exit_code);
  add_faults(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? exit_completed : exit_usage;
  }
  return exit_code;
}
