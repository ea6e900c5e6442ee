#include "cli/commands/fmt.h"

#include <algorithm>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include <CLI/CLI.hpp>

#include "wiretape/core/tape/emit/emit.h"
#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/core/text/text_file.h"
#include "wiretape/core/yaml/first_comment.h"

#include "cli/exit_code.h"
#include "cli/print/print_mistakes.h"
#include "cli/print/standard_error.h"
#include "cli/print/standard_output.h"
#include "cli/replace_file.h"

namespace wiretape::cli {
namespace {

struct FmtArguments {
  std::vector<std::string> files;
  bool is_check = false;
};

int refuse(const text::Diagnostics& mistakes) {
  print_mistakes(mistakes);
  return exit_bad_tape;
}

/// One file's exit code.
int format(const std::string& path, bool is_check, StandardOutput& output) {
  const auto read = text::read_text_file(path, yaml::LoadLimits().bytes);
  if (const auto* unreadable = std::get_if<text::SystemError>(&read)) {
    return refuse({{path, {}, "a file that can't be read: " + unreadable->cause, "a tape", {}}});
  }
  const auto& text = std::get<std::string>(read);
  const auto loaded = tape::parse_tape(text, path);
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&loaded)) return refuse(*mistakes);

  const std::string formatted = tape::emit_tape(std::get<tape::Tape>(loaded));
  if (formatted == text) return exit_completed;
  if (const auto comment = yaml::first_comment(text)) {
    return refuse({{path, *comment, "a comment", "a tape without comments, which its canonical form can't keep",
                    "take them out to have the file formatted"}});
  }
  // Before a byte of the file is replaced: the new text must say the same.
  const auto again = tape::parse_tape(formatted, path);
  const auto* same = std::get_if<tape::Tape>(&again);
  if (same == nullptr || *same != std::get<tape::Tape>(loaded)) {
    tell("{}: can't be written in canonical form; it stays as it is\n", path);
    return exit_output;
  }
  if (is_check) {
    output.print("{}\n", path);
    return exit_output;
  }
  if (const auto failure = replace_file(path, formatted)) {
    tell("{}: can't be written: {}\n", path, *failure);
    return exit_output;
  }
  return exit_completed;
}

}  // namespace

void add_fmt(CLI::App& app, StandardOutput& output, int& exit_code) {
  const auto arguments = std::make_shared<FmtArguments>();
  auto* command = app.add_subcommand("fmt", "Rewrite tapes in their canonical form");
  command->add_option("FILES", arguments->files, "Tape files; each is replaced at once, or left as it is")->required();
  command->add_flag("--check", arguments->is_check, "Write nothing; list the files that would change, and exit with 1");
  command->footer(
      "Example:\n"
      "  wiretape fmt tapes/hello.yaml\n"
      "  wiretape fmt --check tapes/*.yaml\n\n"
      "A file with comments is refused (exit code 3), since they would be lost; aliases are written out.");
  command->callback([arguments, &output, &exit_code] {
    for (const auto& file : arguments->files)
      exit_code = std::max(exit_code, format(file, arguments->is_check, output));
  });
}

}  // namespace wiretape::cli
