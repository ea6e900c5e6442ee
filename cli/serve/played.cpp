#include "cli/serve/played.h"

#include <string>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/net/file_descriptors.h"
#include "wiretape/mockserver/host/plan_fit.h"

#include "cli/faults_option.h"
#include "cli/print/print_mistakes.h"
#include "cli/print/standard_error.h"
#include "cli/print/usage_error.h"
#include "cli/serve/listen_hint.h"
#include "cli/tape_files.h"

namespace wiretape::cli {
namespace {

using Tapes = std::vector<tape::Tape>;

/// Has the server play the faults of --faults. False once what is wrong with them is told.
bool add_faults(std::string_view command, const std::string& value, const Tapes& tapes,
                mockserver::ServerOptions& options) {
  if (value.empty()) return true;
  auto faults = read_faults_option(value, options.delivery.seed != 0);
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&faults)) {
    print_mistakes(*mistakes);
    return false;
  }
  auto tried = mockserver::fit_plan(std::get<std::vector<fault::Fault>>(std::move(faults)), tapes,
                                    faults_option_name(value), options.tls ? net::Security::tls : net::Security::plain);
  if (const auto* error = std::get_if<mockserver::ListenerPlanError>(&tried)) {
    tell("wiretape {}: --faults: {}\n", command, error->message);
    return false;
  }
  auto& fit = std::get<mockserver::PlanFit>(tried);
  for (const auto& warning : fit.warnings)
    tell("wiretape {}: {}\n", command, warning);
  print_mistakes(fit.mistakes);
  options.faults_name = faults_option_name(value);
  options.faults = std::move(fit.plan.of_responses);
  options.listener_faults = std::move(fit.plan.of_listener);
  return fit.mistakes.empty();
}

ExitCode cannot_listen(std::string_view command, const mockserver::HostError& error) {
  const auto& [host, port, cause] = error.cause;
  const bool is_control = error.listener == mockserver::HostError::Listener::control;
  const auto hint = listen_hint(error.cause, is_control ? "--control-" : "--");
  tell("wiretape {}: can't listen on {}:{}: {}{}{}\n", command, host, port, cause, hint.empty() ? "" : "; ", hint);
  return exit_transport;
}

}  // namespace

std::variant<Tapes, ExitCode> load_played(std::string_view command, const PlayArguments& arguments,
                                          mockserver::ServerOptions& options) {
  if (!set_speed(arguments.speed, options.delivery)) {
    usage_error(command, fmt::format("--speed '{}': expected a number above 0, or 'instant'", arguments.speed));
    return exit_usage;
  }
  auto loaded = load_tapes(arguments.tapes);
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&loaded)) {
    print_mistakes(*mistakes);
    return exit_bad_tape;
  }
  return std::get<Tapes>(std::move(loaded));
}

std::variant<std::unique_ptr<mockserver::Host>, ExitCode> open_host(std::string_view command,
                                                                    const PlayArguments& arguments,
                                                                    boost::asio::io_context& context, Tapes tapes,
                                                                    mockserver::HostOptions options) {
  if (!add_faults(command, arguments.faults, tapes, options.server)) return exit_bad_tape;
  net::raise_file_descriptor_limit();
  auto opened = mockserver::Host::open(context, std::move(tapes), options);
  if (const auto* error = std::get_if<mockserver::HostError>(&opened)) return cannot_listen(command, *error);
  return std::get<std::unique_ptr<mockserver::Host>>(std::move(opened));
}

}  // namespace wiretape::cli
