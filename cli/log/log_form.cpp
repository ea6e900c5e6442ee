#include "cli/log/log_form.h"

#include <CLI/CLI.hpp>

namespace wiretape::cli {

void add_log_options(CLI::App& command, LogArguments& arguments, const std::string& by_default) {
  auto* form =
      command
          .add_option("--log", arguments.form,
                      "Tell each request on standard error, and sum up at the end: as text, or a line of json each" +
                          by_default)
          ->check(CLI::IsMember({"text", "json"}))
          ->type_name("FORM");
  command.add_flag("--quiet", arguments.is_quiet, "No such log")->excludes(form);
}

std::optional<LogForm> log_form(const LogArguments& arguments, bool by_default) {
  if (arguments.is_quiet) return std::nullopt;
  if (arguments.form.empty()) return by_default ? std::optional(LogForm::text) : std::nullopt;
  return arguments.form == "json" ? LogForm::json : LogForm::text;
}

}  // namespace wiretape::cli
