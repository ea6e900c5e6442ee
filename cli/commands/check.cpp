#include "cli/commands/check.h"

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/exit_code.h"
#include "cli/print/json_line.h"
#include "cli/print/print_mistakes.h"
#include "cli/print/standard_output.h"
#include "cli/show/playing_times.h"
#include "cli/tape_files.h"
#include "cli/tape_warnings.h"

namespace wiretape::cli {
namespace {

struct CheckArguments {
  std::vector<std::string> paths;
  bool is_json = false;
};

nlohmann::ordered_json as_json(const text::Diagnostic& mistake) {
  return {{"file", mistake.file},         {"line", mistake.position.line}, {"column", mistake.position.column},
          {"found", mistake.found},       {"expected", mistake.expected},  {"hint", mistake.hint},
          {"message", to_string(mistake)}};
}

nlohmann::ordered_json as_json(const text::Diagnostics& mistakes) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& mistake : mistakes)
    list.push_back(as_json(mistake));
  return list;
}

nlohmann::ordered_json as_json(const std::vector<PlayingTime>& times) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& [tape, exchange, time] : times) {
    list.push_back(
        {{"file", tape->name}, {"line", exchange->position.line}, {"exchange", exchange->id}, {"us", time.count()}});
  }
  return list;
}

int report(const text::Diagnostics& mistakes, bool is_json, StandardOutput& output) {
  if (is_json) {
    output.print(json_line({{"ok", false}, {"mistakes", as_json(mistakes)}}));
  } else {
    print_mistakes(mistakes);
  }
  return exit_bad_tape;
}

std::string counted(std::size_t count, const char* what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

int check(const CheckArguments& arguments, StandardOutput& output) {
  const auto loaded = load_tapes(arguments.paths);
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&loaded)) {
    return report(*mistakes, arguments.is_json, output);
  }
  const auto& tapes = std::get<std::vector<tape::Tape>>(loaded);
  std::size_t exchanges = 0;
  for (const auto& tape : tapes)
    exchanges += tape.exchanges.size();
  const auto warnings = tape_warnings(tapes);
  const auto times = playing_times(tapes);
  if (arguments.is_json) {
    output.print(json_line({{"ok", true},
                            {"tapes", tapes.size()},
                            {"exchanges", exchanges},
                            {"playing_times", as_json(times)},
                            {"warnings", as_json(warnings)}}));
  } else {
    print_mistakes(warnings);
    output.print(playing_times_text(times));
    output.print("ok: {}, {}\n", counted(tapes.size(), "tape"), counted(exchanges, "exchange"));
  }
  return exit_completed;
}

}  // namespace

void add_check(CLI::App& app, StandardOutput& output, int& exit_code) {
  const auto arguments = std::make_shared<CheckArguments>();
  auto* command = app.add_subcommand("check", "Report every mistake in tapes, with its place");
  command->add_option("PATHS", arguments->paths, "Tape files, or folders of them")->required();
  command->add_flag("--json", arguments->is_json, "Print one JSON object");
  command->footer(
      "Example:\n"
      "  wiretape check fixtures/openai_chat\n\n"
      "Says of each exchange how long it plays, where it takes time. Exit code 3 where there is a mistake. An exchange "
      "that never answers, since an earlier one takes all its "
      "requests, is a warning, as is a list of messages that hardly means what it says.");
  command->callback([arguments, &output, &exit_code] { exit_code = check(*arguments, output); });
}

}  // namespace wiretape::cli
