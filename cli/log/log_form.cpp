#include "cli/log/log_form.h"

#include <CLI/CLI.hpp>

namespace wiretape::cli {

namespace {

CLI::Option* add_form(CLI::App& command, LogArguments& arguments, const std::string& unless_given) {
  const auto what = "Tell each request on standard error, and sum up at the end: as text, or json" + unless_given;
  return command.add_option("--log", arguments.form, what)->check(CLI::IsMember({"text", "json"}))->type_name("FORM");
}

}  // namespace

void add_log_option(CLI::App& command, LogArguments& arguments) {
  add_form(command, arguments, "");
}

void add_log_options(CLI::App& command, LogArguments& arguments) {
  auto* form = add_form(command, arguments, "; on a terminal as text, unless --quiet");
  command.add_flag("--quiet", arguments.is_quiet, "Tell nothing of requests, on a terminal either")->excludes(form);
}

std::optional<LogForm> log_form(const LogArguments& arguments, bool by_default) {
  if (arguments.is_quiet) return std::nullopt;
  if (arguments.form.empty()) return by_default ? std::optional(LogForm::text) : std::nullopt;
  return arguments.form == "json" ? LogForm::json : LogForm::text;
}

}  // namespace wiretape::cli
