#include "cli/commands/export.h"

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include <CLI/CLI.hpp>

#include "wiretape/convert/har/export_har.h"

#include "cli/convert/write_new_file.h"
#include "cli/exit_code.h"
#include "cli/print/print_mistakes.h"
#include "cli/print/standard_error.h"
#include "cli/print/standard_output.h"
#include "cli/print/usage_error.h"
#include "cli/tape_files.h"

namespace wiretape::cli {
namespace {

struct ExportArguments {
  std::vector<std::string> tapes;
  bool is_har = false;
  std::string out;
};

int export_tapes(const ExportArguments& arguments, const std::string& version, StandardOutput& output) {
  if (!arguments.is_har) return usage_error("export", "no format; expected --har");
  const auto loaded = load_tapes(arguments.tapes);
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&loaded)) {
    print_mistakes(*mistakes);
    return exit_bad_tape;
  }
  const auto exported = convert::export_har(std::get<std::vector<tape::Tape>>(loaded), version);
  print_mistakes(exported.notes);
  if (arguments.out.empty()) {
    output.write(exported.text);
    return exit_completed;
  }
  const auto failure = write_new_file(arguments.out, exported.text);
  if (failure)
    tell("{}: can't be written: {}; give --out another place, or move that file away\n", arguments.out, *failure);
  return failure ? exit_output : exit_completed;
}

}  // namespace

void add_export(CLI::App& app, const std::string& version, StandardOutput& output, int& exit_code) {
  const auto arguments = std::make_shared<ExportArguments>();
  auto* command = app.add_subcommand("export", "Write tapes in a format of other programs");
  command->add_option("TAPES", arguments->tapes, "Tape files, or folders of them")->required();
  command->add_flag("--har", arguments->is_har, "As HAR 1.2, which browsers' tools and many others read");
  command->add_option("--out", arguments->out, "A new file; standard output where it is left out")->option_text("FILE");
  command->footer(
      "Example:\n"
      "  wiretape export --har tapes --out tapes.har\n\n"
      "What HAR has no place for (reads and their times, cuts) stands in members named _wiretape, which import reads "
      "back. docs/import.md says the rest.");
  command->callback([=, &output, &exit_code] { exit_code = export_tapes(*arguments, version, output); });
}

}  // namespace wiretape::cli
