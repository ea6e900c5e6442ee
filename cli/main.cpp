#include <malloc.h>

#include <sstream>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "cli/commands/call.h"
#include "cli/commands/chat.h"
#include "cli/commands/check.h"
#include "cli/commands/compile.h"
#include "cli/commands/export.h"
#include "cli/commands/faults.h"
#include "cli/commands/fmt.h"
#include "cli/commands/help.h"
#include "cli/commands/import.h"
#include "cli/commands/mistyped_option.h"
#include "cli/commands/record.h"
#include "cli/commands/run.h"
#include "cli/commands/run_safely.h"
#include "cli/commands/serve.h"
#include "cli/commands/show.h"
#include "cli/commands/tidy.h"
#include "cli/exit_code.h"
#include "cli/print/standard_error.h"
#include "cli/print/standard_output.h"
#include "cli/standard_streams.h"

namespace wiretape::cli {
namespace {

/// Prints what was asked for (help, the version), or what is wrong with the arguments.
int answer(const CLI::App& app, const CLI::ParseError& error, StandardOutput& output) {
  std::ostringstream asked;
  std::ostringstream wrong;
  const int code = app.exit(error, asked, wrong);
  output.print(fitted_help(asked.str()));
  tell(wrong.str() + mistyped_option(app));
  return code == 0 ? exit_completed : exit_usage;
}

/// "wiretape check", or "wiretape" where no subcommand was chosen.
std::string name_of(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? app.get_name() : app.get_name() + " " + chosen.front()->get_name();
}

int run(int argc, char** argv) {
  CLI::App app("wiretape records LLM streams, scripts them, replays them byte for byte, and breaks them on purpose",
               "wiretape");
  app.set_version_flag("-V,--version", std::string("wiretape ") + WIRETAPE_VERSION);
  app.require_subcommand(1);
  StandardOutput output;
  int exit_code = exit_completed;
  auto command = take_command(argc, argv);
  add_chat(app, output, exit_code);
  add_call(app, output, exit_code);
  add_serve(app, output, exit_code);
  add_run(app, std::move(command), exit_code);
  add_record(app, output, exit_code);
  add_check(app, output, exit_code);
  add_fmt(app, output, exit_code);
  add_compile(app, output, exit_code);
  add_show(app, output, exit_code);
  add_faults(app, output, exit_code);
  add_import(app, output, exit_code);
  add_export(app, WIRETAPE_VERSION, output, exit_code);
  add_tidy(app, output, exit_code);
  add_help(app, output, exit_code);
  if (argc > 1 && *argv[1] != '-' && !has_command(app, argv[1])) return refuse_command(app, argv[1]);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    exit_code = answer(app, error, output);
  }
  return output.finish(name_of(app), exit_code);
}

/// The body of a request with a long history comes and goes with each of them. By default the C library has the kernel
/// take such a block back and give it anew, zeroed page by page, which costs more than reading the request.
void keep_freed_blocks() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 4 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
#endif
}

}  // namespace
}  // namespace wiretape::cli

int main(int argc, char** argv) {
  wiretape::cli::keep_freed_blocks();
  wiretape::cli::fill_standard_streams();
  return wiretape::cli::run_safely([=] { return wiretape::cli::run(argc, argv); });
}
