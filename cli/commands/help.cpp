#include "cli/commands/help.h"

#include <cstdlib>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "wiretape/core/text/nearest_key.h"

#include "cli/exit_code.h"
#include "cli/print/help_text.h"
#include "cli/print/standard_error.h"
#include "cli/print/standard_output.h"

namespace wiretape::cli {
namespace {

const CLI::App* find_command(const CLI::App& app, const std::string& name) {
  const auto found = app.get_subcommands([&](const CLI::App* command) { return command->get_name() == name; });
  return found.empty() ? nullptr : found.front();
}

std::optional<std::string> nearest_command(const CLI::App& app, const std::string& name) {
  std::vector<std::string> names;
  for (const auto* command : app.get_subcommands({}))
    names.push_back(command->get_name());
  const std::vector<std::string_view> known(names.begin(), names.end());
  const auto near = text::nearest_key(name, known);
  return near ? std::optional<std::string>(*near) : std::nullopt;
}

int print_help(const CLI::App& app, const std::string& topic, StandardOutput& output) {
  const auto* about = topic.empty() ? &app : find_command(app, topic);
  if (about == nullptr) return refuse_command(app, topic);
  const auto name = topic.empty() ? app.get_name() : app.get_name() + " " + topic;
  output.print(fitted_help(app.get_formatter()->make_help(about, name, CLI::AppFormatMode::Normal)));
  return exit_completed;
}

}  // namespace

void add_help(CLI::App& app, StandardOutput& output, int& exit_code) {
  const auto topic = std::make_shared<std::string>();
  auto* command = app.add_subcommand("help", "Explain a command");
  command->add_option("COMMAND", *topic, "The command to explain");
  command->footer("Example:\n  wiretape help serve");
  command->callback([&app, topic, &output, &exit_code] { exit_code = print_help(app, *topic, output); });
}

std::string fitted_help(const std::string& help) {
  return wrapped_help(help, help_width(std::getenv("COLUMNS"), terminal_width()));
}

int refuse_command(const CLI::App& app, const std::string& name) {
  const auto near = nearest_command(app, name);
  tell("wiretape: no command '{}'; {}\n", name,
       near ? fmt::format("did you mean '{}'?", *near) : "'wiretape --help' lists what there is");
  return exit_usage;
}

bool has_command(const CLI::App& app, const std::string& name) {
  return find_command(app, name) != nullptr;
}

}  // namespace wiretape::cli
