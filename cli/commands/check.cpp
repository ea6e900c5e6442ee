#include "cli/commands/check.h"

#include <cstdio>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "cli/exit_code.h"
#include "cli/tape_files.h"

namespace wiretape::cli {
namespace {

struct CheckArguments {
  std::vector<std::string> paths;
  bool is_json = false;
};

nlohmann::ordered_json as_json(const tape::Diagnostic& mistake) {
  return {{"file", mistake.file},         {"line", mistake.position.line}, {"column", mistake.position.column},
          {"found", mistake.found},       {"expected", mistake.expected},  {"hint", mistake.hint},
          {"message", to_string(mistake)}};
}

int report(const tape::Diagnostics& mistakes, bool is_json) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& mistake : mistakes) {
    if (is_json) {
      list.push_back(as_json(mistake));
    } else {
      fmt::print(stderr, "{}\n", to_string(mistake));
    }
  }
  if (is_json) fmt::print("{}\n", nlohmann::ordered_json{{"ok", false}, {"mistakes", std::move(list)}}.dump());
  return exit_bad_tape;
}

std::string counted(std::size_t count, const char* what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

int check(const CheckArguments& arguments) {
  const auto loaded = load_tapes(arguments.paths);
  if (const auto* mistakes = std::get_if<tape::Diagnostics>(&loaded)) return report(*mistakes, arguments.is_json);
  const auto& tapes = std::get<std::vector<tape::Tape>>(loaded);
  std::size_t exchanges = 0;
  for (const auto& tape : tapes)
    exchanges += tape.exchanges.size();
  if (arguments.is_json) {
    fmt::print(R"({{"ok":true,"tapes":{},"exchanges":{}}})"
               "\n",
               tapes.size(), exchanges);
  } else {
    fmt::print("ok: {}, {}\n", counted(tapes.size(), "tape"), counted(exchanges, "exchange"));
  }
  return exit_completed;
}

}  // namespace

void add_check(CLI::App& app, int& exit_code) {
  const auto arguments = std::make_shared<CheckArguments>();
  auto* command = app.add_subcommand("check", "Report every mistake in tapes, with its place");
  command->add_option("PATHS", arguments->paths, "Tape files, or folders of them")->required();
  command->add_flag("--json", arguments->is_json, "Print one JSON object");
  command->footer(
      "Example:\n"
      "  wiretape check fixtures/openai_chat\n\n"
      "Exit code 3 where there is a mistake.");
  command->callback([arguments, &exit_code] { exit_code = check(*arguments); });
}

}  // namespace wiretape::cli
