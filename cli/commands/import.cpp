#include "cli/commands/import.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "wiretape/convert/import/import_file.h"
#include "wiretape/convert/tape_text.h"
#include "wiretape/core/text/text_file.h"

#include "cli/convert/write_new_file.h"
#include "cli/exit_code.h"
#include "cli/print/print_mistakes.h"
#include "cli/print/standard_error.h"
#include "cli/print/standard_output.h"
#include "cli/print/usage_error.h"

namespace wiretape::cli {
namespace {

namespace fs = std::filesystem;
constexpr auto imported_input = "-";

struct ImportArguments {
  std::vector<std::string> files;
  std::string from;
  std::string out;
};

using ImportedFile = std::variant<convert::Imported, text::Diagnostics>;

ImportedFile import_path(const std::string& path, const convert::Format* format) {
  const bool is_input = path == imported_input;
  const std::string name = is_input ? "standard input" : path;
  auto bytes = is_input ? text::read_text(std::cin, convert::largest_foreign)
                        : text::read_text_file(path, convert::largest_foreign);
  if (const auto* failure = std::get_if<text::SystemError>(&bytes))
    return text::Diagnostics{{name, {}, "a file that can't be read: " + failure->cause, "a recording or fixtures", ""}};
  return convert::import_file(name, std::get<std::string>(bytes), format);
}

int refuse_import(const text::Diagnostics& mistakes) {
  print_mistakes(mistakes);
  return exit_bad_tape;
}

/// Writes the text of a tape to where it is wanted; "" is standard output.
int put_tape(const std::string& text, const std::string& path, StandardOutput& output) {
  if (path.empty()) {
    output.write(text);
    return exit_completed;
  }
  const auto failure = write_new_file(path, text);
  if (failure) tell("{}: can't be written: {}; give --out another place, or move that file away\n", path, *failure);
  return failure ? exit_output : exit_completed;
}

int put_exchanges(std::vector<tape::Exchange> exchanges, const std::string& name, const std::string& path,
                  StandardOutput& output) {
  const auto count = exchanges.size();
  const auto text = convert::tape_text(std::move(exchanges), name);
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&text)) return refuse_import(*mistakes);
  const int code = put_tape(std::get<std::string>(text), path, output);
  if (code == exit_completed && !path.empty())
    output.print("{}: {} exchange{} of {}\n", path, count, count == 1 ? "" : "s", name);
  return code;
}

bool is_folder(const std::string& out) {
  std::error_code ignored;
  return out.ends_with('/') || fs::is_directory(out, ignored);
}

/// The tape of a file in a folder: "cassette.json" becomes "cassette.yaml", a second one of that name
/// "cassette-2.yaml".
std::string tape_path(const std::string& folder, const std::string& file, std::set<std::string>& taken) {
  const std::string stem = file == imported_input ? "imported" : fs::path(file).stem().string();
  std::string name = stem + ".yaml";
  for (int copy = 2; !taken.insert(name).second; ++copy)
    name = fmt::format("{}-{}.yaml", stem, copy);
  return (fs::path(folder) / name).string();
}

/// A tape for each file.
int import_into_folder(const ImportArguments& arguments, const convert::Format* format, StandardOutput& output) {
  std::error_code error;
  fs::create_directories(arguments.out, error);
  if (error) {
    tell("{}: can't be made: {}\n", arguments.out, error.message());
    return exit_output;
  }
  int exit_code = exit_completed;
  std::set<std::string> taken;
  for (const std::string& file : arguments.files) {
    auto imported = import_path(file, format);
    const std::string path = tape_path(arguments.out, file, taken);
    if (const auto* mistakes = std::get_if<text::Diagnostics>(&imported)) {
      exit_code = std::max<int>(exit_code, refuse_import(*mistakes));
      continue;
    }
    auto& found = std::get<convert::Imported>(imported);
    print_mistakes(found.notes);
    exit_code = std::max(exit_code, put_exchanges(std::move(found.exchanges), file, path, output));
  }
  return exit_code;
}

/// All of the files in one tape, or nothing where one of them has a mistake.
int import_as_one(const ImportArguments& arguments, const convert::Format* format, StandardOutput& output) {
  std::vector<tape::Exchange> all;
  bool is_refused = false;
  for (const std::string& file : arguments.files) {
    auto imported = import_path(file, format);
    if (const auto* mistakes = std::get_if<text::Diagnostics>(&imported)) {
      print_mistakes(*mistakes);
      is_refused = true;
      continue;
    }
    auto& found = std::get<convert::Imported>(imported);
    print_mistakes(found.notes);
    std::ranges::move(found.exchanges, std::back_inserter(all));
  }
  if (is_refused) return exit_bad_tape;
  const std::string name =
      arguments.files.size() == 1 ? arguments.files.front() : fmt::format("{} files", arguments.files.size());
  return put_exchanges(std::move(all), name, arguments.out, output);
}

int import_files(const ImportArguments& arguments, StandardOutput& output) {
  const auto* format = convert::find_format(arguments.from);
  if (!arguments.from.empty() && format == nullptr)
    return usage_error("import",
                       fmt::format("--from {}: expected one of: {}", arguments.from, convert::format_names()));
  if (std::ranges::count(arguments.files, imported_input) > 1)
    return usage_error("import", "'-' a second time: expected it once, for standard input can be read once");
  return is_folder(arguments.out) ? import_into_folder(arguments, format, output)
                                  : import_as_one(arguments, format, output);
}

}  // namespace

void add_import(CLI::App& app, StandardOutput& output, int& exit_code) {
  const auto arguments = std::make_shared<ImportArguments>();
  auto* command = app.add_subcommand("import", "Make tapes of other programs' recordings and fixtures");
  command->add_option("FILES", arguments->files, "What they wrote; - is standard input, once")->required();
  command
      ->add_option("--from", arguments->from,
                   fmt::format("Their format, where it is not to be found out: {}", convert::format_names()))
      ->option_text("FORMAT");
  command
      ->add_option("--out", arguments->out,
                   "One new tape, or a folder (it ends in /, or is there) for a tape of each file; standard output "
                   "where it is left out")
      ->option_text("DIR|FILE");
  command->footer(
      "Example:\n"
      "  wiretape import session.har --out session.yaml\n"
      "  wiretape import cassettes/*.yaml --out tapes/\n"
      "  curl --trace - --trace-time -sN -o /dev/null https://example.com/ | wiretape import -\n\n"
      "Secrets in header fields and in the query are masked. What was mended or left out is told on standard error, a "
      "line each. Nothing is overwritten. docs/import.md says what each format keeps.");
  command->callback([arguments, &output, &exit_code] { exit_code = import_files(*arguments, output); });
}

}  // namespace wiretape::cli
