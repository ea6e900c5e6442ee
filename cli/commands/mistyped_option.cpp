#include "cli/commands/mistyped_option.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "wiretape/core/text/nearest_key.h"

namespace wiretape::cli {
namespace {

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const auto* option : command.get_options()) {
    for (const auto& name : option->get_lnames())
      names.push_back("--" + name);
  }
  return names;
}

}  // namespace

std::string mistyped_option(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  const auto& command = chosen.empty() ? app : *chosen.front();
  const auto extras = app.remaining(true);
  const auto found = std::ranges::find_if(extras, [](const std::string& extra) { return extra.starts_with("--"); });
  if (found == extras.end()) return "";
  const auto name = found->substr(0, found->find('='));
  const auto names = option_names(command);
  const auto near = text::nearest_key(name, std::vector<std::string_view>(names.begin(), names.end()));
  return near ? fmt::format("wiretape: no option '{}'; did you mean '{}'?\n", name, *near) : "";
}

}  // namespace wiretape::cli
