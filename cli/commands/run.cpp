#include "cli/commands/run.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <memory>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>

#include "cli/exit_code.h"
#include "cli/log/request_log.h"
#include "cli/print/standard_error.h"
#include "cli/print/usage_error.h"
#include "cli/run/child.h"
#include "cli/run/sdk_environment.h"
#include "cli/run/signals.h"
#include "cli/serve/play_arguments.h"
#include "cli/serve/played.h"
#include "cli/serve/strict_text.h"

namespace wiretape::cli {
namespace {

using mockserver::Host;
using Command = std::vector<std::string>;

// For the ends of connections that are on their way when the program has ended.
constexpr std::chrono::milliseconds settling_time{200};

std::vector<std::string> inherited_environment() {
  std::vector<std::string> variables;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable)
    variables.emplace_back(*variable);
  return variables;
}

int can_not_start(const std::string& program, const StartError& error) {
  const auto cause = std::generic_category().message(error.error);
  tell("wiretape run: can't start '{}': {}\n", program, cause);
  return error.error == ENOENT ? exit_not_found : exit_not_started;
}

/// Runs until the program has ended, and gives it the signals that come. What the terminal sends it has got already.
int run_until_ended(boost::asio::io_context& context, Signals& signals, Child& child) {
  signals.read([&](Signal signal) {
    if (signal.number != SIGCHLD && !signal.is_terminals) child.signal(signal.number);
    if (child.exit_code()) context.stop();
  });
  context.run();
  return child.exit_code().value_or(exit_output);
}

/// What the program has left behind is noted: that it has gone, and what it was answered last.
void settle(boost::asio::io_context& context, Host& host) {
  context.restart();
  host.drain(settling_time, [&] { context.stop(); });
  context.run();
}

int finish(const Host& host, bool is_strict, RequestLog* log, int exit_code) {
  if (log == nullptr && !is_strict) return exit_code;
  const auto report = host.strict_report();
  if (log != nullptr) log->finish(report.unused);
  if (!is_strict) return exit_code;
  tell(strict_text(report));
  return report.is_clean() ? exit_code : static_cast<int>(exit_strict);
}

int run(const PlayArguments& arguments, Command command) {
  if (command.empty())
    return usage_error("run", "no program to run; write it behind '--': wiretape run TAPES -- PROGRAM");
  auto options = arguments.host;
  auto loaded = load_played("run", arguments, options.server);
  if (const auto* code = std::get_if<ExitCode>(&loaded)) return *code;

  boost::asio::io_context context{1};
  Signals signals(context);
  const auto opened =
      open_host("run", arguments, context, std::get<std::vector<tape::Tape>>(std::move(loaded)), options);
  if (const auto* code = std::get_if<ExitCode>(&opened)) return *code;
  auto& host = *std::get<std::unique_ptr<Host>>(opened);

  const auto log = begin_log(host.server().journal(), log_form(arguments.log, false));
  const auto& ready = host.ready();
  std::ranges::transform(command, command.begin(),
                         [&](const std::string& argument) { return with_url(argument, ready.url); });
  const auto program = command.front();
  auto started =
      Child::start(std::move(command), sdk_environment(inherited_environment(), {ready.url, ready.control_url}),
                   signals.mask_before());
  if (const auto* error = std::get_if<StartError>(&started)) return can_not_start(program, *error);
  const int exit_code = run_until_ended(context, signals, std::get<Child>(started));
  if (log) settle(context, host);
  return finish(host, arguments.is_strict, log.get(), exit_code);
}

}  // namespace

std::vector<std::string> take_command(int& argc, char** argv) {
  const std::span all(argv, static_cast<std::size_t>(argc));
  if (argc < 2 || std::string_view(all[1]) != "run") return {};
  const auto dashes = std::ranges::find(all, std::string_view("--"));
  if (dashes == all.end()) return {};
  argc = static_cast<int>(dashes - all.begin());
  return {dashes + 1, all.end()};
}

void add_run(CLI::App& app, std::vector<std::string> command, int& exit_code) {
  const auto arguments = std::make_shared<PlayArguments>();
  auto* const run_command =
      app.add_subcommand("run", "Run a program whose SDKs find the tapes in the provider's place");
  add_play_options(*run_command, *arguments);
  add_log_option(*run_command, arguments->log);
  run_command->footer(
      "Example:\n"
      "  wiretape run fixtures/openai_chat/hello.yaml -- pytest tests\n\n"
      "The program stands behind '--'. It finds the server by OPENAI_BASE_URL, ANTHROPIC_BASE_URL and the like, and "
      "by\n"
      "WIRETAPE_URL; {url} in its arguments is replaced; keys in its environment are replaced by harmless ones. The "
      "exit\n"
      "code is the program's, or 4 where --strict finds something, 127 where there is no such program.");
  run_command->callback(
      [arguments, command = std::move(command), &exit_code] { exit_code = run(*arguments, command); });
}

}  // namespace wiretape::cli
