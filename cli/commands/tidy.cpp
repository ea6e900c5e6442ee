#include "cli/commands/tidy.h"

#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "wiretape/core/tape/emit/emit.h"
#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/core/text/text_file.h"
#include "wiretape/core/yaml/comments/place_comments.h"
#include "wiretape/core/yaml/load_limits.h"
#include "wiretape/recorder/tidy/tidy.h"

#include "cli/convert/write_new_file.h"
#include "cli/exit_code.h"
#include "cli/print/print_mistakes.h"
#include "cli/print/standard_error.h"
#include "cli/print/standard_output.h"
#include "cli/replace_file.h"
#include "cli/tape_files.h"

namespace wiretape::cli {
namespace {

using recorder::tidy::CommentedTape;
using recorder::tidy::Tidied;

struct TidyArguments {
  std::vector<std::string> paths;
  std::string file;  ///< "": standard output
};

/// Appends the tape in a file, or what is wrong with it.
void read_commented(const std::string& file, std::vector<CommentedTape>& tapes, text::Diagnostics& mistakes) {
  const auto text = text::read_text_file(file, yaml::LoadLimits().bytes);
  if (const auto* error = std::get_if<text::SystemError>(&text)) {
    return mistakes.push_back({file, {}, "a file that can't be read: " + error->cause, "a tape", {}});
  }
  auto parsed = tape::parse_tape(std::get<std::string>(text), file);
  if (const auto* found = std::get_if<text::Diagnostics>(&parsed)) {
    mistakes.insert(mistakes.end(), found->begin(), found->end());
    return;
  }
  auto comments = yaml::place_comments(std::get<std::string>(text));
  if (!comments) return mistakes.push_back({file, {}, "comments that can't be told from its values", "a tape", {}});
  tapes.push_back({std::get<tape::Tape>(std::move(parsed)), *std::move(comments)});
}

int refuse_tapes(const text::Diagnostics& mistakes) {
  print_mistakes(mistakes);
  return exit_bad_tape;
}

int write_tidied(const std::string& text, const std::string& file, StandardOutput& output) {
  if (file.empty()) return output.write(text) ? exit_completed : exit_output;
  std::error_code ignored;  // what can't be looked at can't be written either
  const auto failure = std::filesystem::exists(file, ignored) ? replace_file(file, text) : write_new_file(file, text);
  if (failure) tell("wiretape tidy: {} can't be written: {}\n", file, *failure);
  return failure ? exit_output : exit_completed;
}

std::string what_was_done(const Tidied& tidied, std::size_t tapes) {
  const auto count = tidied.all.tape.exchanges.size();
  auto line =
      fmt::format("wiretape: {} exchange{} of {} tape{}", count, count == 1 ? "" : "s", tapes, tapes == 1 ? "" : "s");
  if (tidied.renamed > 0) line += fmt::format("; {} named anew", tidied.renamed);
  if (!tidied.dropped.empty()) line += fmt::format("; dropped as repeated: {}", fmt::join(tidied.dropped, ", "));
  return line;
}

int tidy_all(const TidyArguments& arguments, StandardOutput& output) {
  auto [files, mistakes] = find_tape_files(arguments.paths);
  std::vector<CommentedTape> tapes;
  for (const std::string& file : files)
    read_commented(file, tapes, mistakes);
  if (!mistakes.empty()) return refuse_tapes(mistakes);
  const auto count = tapes.size();
  const auto tidied = recorder::tidy::tidy(std::move(tapes), arguments.file);
  if (const auto* differing = std::get_if<text::Diagnostics>(&tidied)) return refuse_tapes(*differing);
  const auto& all = std::get<Tidied>(tidied).all;
  const auto text = tape::emit_tape(all.tape, all.comments);
  const auto again = tape::parse_tape(text, arguments.file);
  if (!std::holds_alternative<tape::Tape>(again) || !(std::get<tape::Tape>(again) == all.tape)) {
    tell("wiretape tidy: the tapes can't be written as one without loss; nothing was written\n");
    return exit_output;
  }
  const int exit_code = write_tidied(text, arguments.file, output);
  if (exit_code == exit_completed) tell("{}\n", what_was_done(std::get<Tidied>(tidied), count));
  return exit_code;
}

}  // namespace

void add_tidy(CLI::App& app, StandardOutput& output, int& exit_code) {
  const auto arguments = std::make_shared<TidyArguments>();
  auto* command = app.add_subcommand("tidy", "Make one tape of many, with names, without repeats");
  command->add_option("PATHS", arguments->paths, "Tape files, or folders of them, such as what record has kept")
      ->required();
  command
      ->add_option("--out", arguments->file,
                   "The tape to write, in place of one that is there; default: standard output")
      ->type_name("FILE");
  command->footer(
      "Example:\n"
      "  wiretape tidy tapes --out greetings.yaml\n\n"
      "Exchanges that a recorder numbered are named by what is asked for. One that the next with the same rule "
      "repeats\n"
      "is dropped. Comments stay. The files themselves stay as they are.");
  command->callback([arguments, &output, &exit_code] { exit_code = tidy_all(*arguments, output); });
}

}  // namespace wiretape::cli
