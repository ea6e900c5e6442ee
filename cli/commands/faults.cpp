#include "cli/commands/faults.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/fault/faults/registry.h"
#include "wiretape/core/fault/plan/fault_table.h"
#include "wiretape/core/fault/plan/fault_values.h"

#include "cli/exit_code.h"
#include "cli/print/json_line.h"
#include "cli/print/standard_output.h"

namespace wiretape::cli {
namespace {

struct FaultsArguments {
  bool is_json = false;
  bool is_markdown = false;
};

nlohmann::ordered_json as_json(const fault::FaultType& type) {
  auto parameters = nlohmann::ordered_json::array();
  for (const auto& parameter : type.parameters) {
    parameters.push_back({{"name", parameter.name},
                          {"meaning", parameter.meaning},
                          {"value", describe(parameter)},
                          {"standard", parameter.standard},
                          {"required", parameter.is_required}});
  }
  return {{"name", type.name},
          {"family", type.family},
          {"summary", type.summary},
          {"seen", type.seen},
          {"parameters", std::move(parameters)},
          {"standard_place", type.standard_place}};
}

std::string as_text() {
  std::string text;
  std::string_view family;
  for (const auto* type : fault::all_faults()) {
    if (type->family != family) text += fmt::format("{}{}\n", family.empty() ? "" : "\n", type->family);
    family = type->family;
    text += fmt::format("  {:<20} {}\n", type->name, type->summary);
  }
  return text;
}

std::string as_json() {
  auto all = nlohmann::ordered_json::array();
  for (const auto* type : fault::all_faults())
    all.push_back(as_json(*type));
  return json_line({{"faults", std::move(all)}});
}

int list_faults(const FaultsArguments& arguments, StandardOutput& output) {
  if (arguments.is_markdown) {
    output.print(fault::fault_table());
  } else {
    output.print(arguments.is_json ? as_json() : as_text());
  }
  return exit_completed;
}

}  // namespace

void add_faults(CLI::App& app, StandardOutput& output, int& exit_code) {
  const auto arguments = std::make_shared<FaultsArguments>();
  auto* command = app.add_subcommand("faults", "List every fault that a plan can name");
  auto* json = command->add_flag("--json", arguments->is_json, "Print one JSON object, with all parameters");
  command->add_flag("--markdown", arguments->is_markdown, "Print the table of docs/faults.md")->excludes(json);
  command->footer(
      "Example:\n"
      "  wiretape faults\n"
      "  wiretape serve fixtures/openai_chat/hello.yaml --faults reset:event=4\n"
      "  curl http://127.0.0.1:8089/@stall:text=2;for=3s/v1/chat/completions …");
  command->callback([arguments, &output, &exit_code] { exit_code = list_faults(*arguments, output); });
}

}  // namespace wiretape::cli
