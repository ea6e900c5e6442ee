#include "cli/commands/fmt.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "wiretape/core/tape/emit/emit.h"
#include "wiretape/core/tape/load/load.h"
#include "wiretape/core/yaml/first_comment.h"

#include "cli/exit_code.h"
#include "cli/replace_file.h"

namespace wiretape::cli {
namespace {

struct FmtArguments {
  std::vector<std::string> files;
  bool is_check = false;
};

int refuse(const tape::Diagnostics& mistakes) {
  for (const auto& mistake : mistakes)
    fmt::print(stderr, "{}\n", to_string(mistake));
  return exit_bad_tape;
}

/// One file's exit code.
int format(const std::string& path, bool is_check) {
  // Reported by load_tape where it can't be read; a tape's limits are checked there, too.
  const auto loaded = tape::load_tape(path);
  if (const auto* mistakes = std::get_if<tape::Diagnostics>(&loaded)) return refuse(*mistakes);
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};

  const std::string formatted = tape::emit_tape(std::get<tape::Tape>(loaded));
  if (formatted == text) return exit_completed;
  if (const auto comment = tape::first_comment(text)) {
    return refuse({{path, *comment, "a comment", "a tape without comments, which its canonical form can't keep",
                    "take them out to have the file formatted"}});
  }
  // Before a byte of the file is replaced: the new text must say the same.
  const auto again = tape::parse_tape(formatted, path);
  const auto* same = std::get_if<tape::Tape>(&again);
  if (same == nullptr || *same != std::get<tape::Tape>(loaded)) {
    fmt::print(stderr, "{}: can't be written in canonical form; it stays as it is\n", path);
    return exit_output;
  }
  if (is_check) {
    fmt::print("{}\n", path);
    return exit_output;
  }
  if (const auto failure = replace_file(path, formatted)) {
    fmt::print(stderr, "{}: can't be written: {}\n", path, *failure);
    return exit_output;
  }
  return exit_completed;
}

}  // namespace

void add_fmt(CLI::App& app, int& exit_code) {
  const auto arguments = std::make_shared<FmtArguments>();
  auto* command = app.add_subcommand("fmt", "Rewrite tapes in their canonical form");
  command->add_option("FILES", arguments->files, "Tape files; each is replaced at once, or left as it is")->required();
  command->add_flag("--check", arguments->is_check, "Write nothing; list the files that would change, and exit with 1");
  command->footer(
      "Example:\n"
      "  wiretape fmt tapes/hello.yaml\n"
      "  wiretape fmt --check tapes/*.yaml\n\n"
      "A file with comments is refused (exit code 3), since they would be lost; aliases are written out.");
  command->callback([arguments, &exit_code] {
    for (const auto& file : arguments->files)
      exit_code = std::max(exit_code, format(file, arguments->is_check));
  });
}

}  // namespace wiretape::cli
