#include "cli/commands/fmt.h"

#include <algorithm>
#include <cstddef>
#include <iostream>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include <CLI/CLI.hpp>

#include "wiretape/core/tape/emit/emit.h"
#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/core/text/text_file.h"
#include "wiretape/core/yaml/comments/place_comments.h"

#include "cli/exit_code.h"
#include "cli/print/print_mistakes.h"
#include "cli/print/standard_error.h"
#include "cli/print/standard_output.h"
#include "cli/print/usage_error.h"
#include "cli/replace_file.h"
#include "cli/tape_files.h"

namespace wiretape::cli {
namespace {

constexpr auto standard_input = "-";

struct FmtArguments {
  std::vector<std::string> paths;
  bool is_check = false;
};

/// What a file comes to: its text in canonical form, or the exit code after it was told what is wrong.
using Formatted = std::variant<std::string, int>;

int refuse(const text::Diagnostics& mistakes) {
  print_mistakes(mistakes);
  return exit_bad_tape;
}

std::variant<std::string, text::SystemError> read(const std::string& path) {
  const std::size_t most = yaml::LoadLimits().bytes;
  if (path == standard_input) return text::read_text(std::cin, most);
  return text::read_text_file(path, most);
}

std::vector<std::string> sorted_texts(const std::vector<yaml::PlacedComment>& comments) {
  std::vector<std::string> texts;
  texts.reserve(comments.size());
  for (const auto& comment : comments)
    texts.push_back(comment.text);
  std::ranges::sort(texts);
  return texts;
}

/// Whether a text in canonical form says all that it should.
bool says_the_same(const std::string& formatted, const tape::Tape& tape,
                   const std::vector<yaml::PlacedComment>& comments) {
  const auto again = tape::parse_tape(formatted, tape.name);
  const auto comments_again = yaml::place_comments(formatted);
  return std::holds_alternative<tape::Tape>(again) && std::get<tape::Tape>(again) == tape && comments_again &&
         sorted_texts(*comments_again) == sorted_texts(comments);
}

Formatted format(const std::string& text, const std::string& name) {
  const auto loaded = tape::parse_tape(text, name);
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&loaded)) return refuse(*mistakes);
  const auto& tape = std::get<tape::Tape>(loaded);
  const auto comments = yaml::place_comments(text);
  std::string formatted = comments ? tape::emit_tape(tape, *comments) : "";
  // Before a byte of the file is replaced.
  if (comments && (formatted == text || says_the_same(formatted, tape, *comments))) return formatted;
  tell("{}: can't be written in canonical form without loss; it stays as it is\n", name);
  return exit_output;
}

int replace(const std::string& path, const std::string& formatted) {
  const auto failure = replace_file(path, formatted);
  if (failure) tell("{}: can't be written: {}\n", path, *failure);
  return failure ? exit_output : exit_completed;
}

/// One file's exit code.
int format_file(const std::string& path, bool is_check, StandardOutput& output) {
  const std::string name = path == standard_input ? "standard input" : path;
  const auto text = read(path);
  if (const auto* unreadable = std::get_if<text::SystemError>(&text)) {
    return refuse({{name, {}, "a file that can't be read: " + unreadable->cause, "a tape", {}}});
  }
  const auto done = format(std::get<std::string>(text), name);
  if (const auto* exit_code = std::get_if<int>(&done)) return *exit_code;
  const auto& formatted = std::get<std::string>(done);
  const bool is_same = formatted == std::get<std::string>(text);
  if (is_check && !is_same) output.print("{}\n", name);
  if (is_check) return is_same ? exit_completed : exit_output;
  if (path == standard_input) {
    output.write(formatted);
    return exit_completed;
  }
  return is_same ? exit_completed : replace(path, formatted);
}

int format_all(const FmtArguments& arguments, StandardOutput& output) {
  if (std::ranges::count(arguments.paths, standard_input) > 1) {
    return usage_error("fmt", "'-' a second time: expected it once, for standard input can be read once");
  }
  const auto [files, mistakes] = find_tape_files(arguments.paths);
  int exit_code = mistakes.empty() ? exit_completed : refuse(mistakes);
  for (const auto& file : files)
    exit_code = std::max(exit_code, format_file(file, arguments.is_check, output));
  return exit_code;
}

}  // namespace

void add_fmt(CLI::App& app, StandardOutput& output, int& exit_code) {
  const auto arguments = std::make_shared<FmtArguments>();
  auto* command = app.add_subcommand("fmt", "Rewrite tapes in their canonical form");
  command
      ->add_option("PATHS", arguments->paths,
                   "Tape files, or folders of them; each file is replaced at once, or left as it is. - is standard "
                   "input, once, which goes to standard output")
      ->required();
  command->add_flag("--check", arguments->is_check, "Write nothing; list the files that would change, and exit with 1");
  command->footer(
      "Example:\n"
      "  wiretape fmt tapes/hello.yaml\n"
      "  wiretape fmt --check tapes\n"
      "  wiretape fmt - < tapes/hello.yaml\n\n"
      "Comments stay with what they belong to; aliases are written out.");
  command->callback([arguments, &output, &exit_code] { exit_code = format_all(*arguments, output); });
}

}  // namespace wiretape::cli
