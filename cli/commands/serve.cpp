#include "cli/commands/serve.h"

#include <charconv>
#include <chrono>
#include <cmath>
#include <csignal>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/format.h>

#include "wiretape/core/net/file_descriptors.h"
#include "wiretape/core/net/serve/listener.h"
#include "wiretape/mockserver/control/control_plane.h"
#include "wiretape/mockserver/serve/listener_plan.h"
#include "wiretape/mockserver/serve/server.h"

#include "cli/exit_code.h"
#include "cli/faults_option.h"
#include "cli/ignored_signal.h"
#include "cli/print/print_mistakes.h"
#include "cli/print/standard_error.h"
#include "cli/print/standard_output.h"
#include "cli/print/usage_error.h"
#include "cli/serve/listen_hint.h"
#include "cli/serve/plan_fit.h"
#include "cli/serve/ready_line.h"
#include "cli/serve/serve_limits.h"
#include "cli/serve/serve_tls.h"
#include "cli/serve/strict_report.h"
#include "cli/serve/tape_snapshot.h"
#include "cli/serve/tape_watch.h"
#include "cli/tape_files.h"
#include "cli/whole_number.h"

namespace wiretape::cli {
namespace {

using mockserver::ControlPlane;
using mockserver::Server;

// How long exchanges that are playing may go on after the first SIGINT or SIGTERM.
constexpr std::chrono::seconds drain_time{5};

constexpr std::size_t most_threads = 256;

struct ServeArguments {
  std::vector<std::string> tapes;
  std::string host = "127.0.0.1";
  std::uint16_t port = 8089;
  mockserver::ServerOptions options;  // what needs no working out: threads, limits
  std::uint64_t seed = 0;
  std::string speed = "1";
  std::string ready_file;
  std::string faults;
  bool is_json = false;
  bool is_watching = false;
  bool is_strict = false;
  mockserver::ControlOptions control;
  TlsArguments tls;
};

std::size_t count_exchanges(const std::vector<tape::Tape>& tapes) {
  std::size_t exchanges = 0;
  for (const auto& tape : tapes)
    exchanges += tape.exchanges.size();
  return exchanges;
}

std::optional<mockserver::DeliveryOverride> delivery_of(const ServeArguments& arguments) {
  mockserver::DeliveryOverride delivery;
  delivery.seed = arguments.seed;
  delivery.instant = arguments.speed == "instant";
  if (delivery.instant) return delivery;
  const auto* end = arguments.speed.data() + arguments.speed.size();
  const auto parsed = std::from_chars(arguments.speed.data(), end, delivery.speed);
  const bool is_speed =
      parsed.ec == std::errc{} && parsed.ptr == end && std::isfinite(delivery.speed) && delivery.speed > 0;
  return is_speed ? std::optional(delivery) : std::nullopt;
}

/// Whether the plan fits the tapes; tells what does not.
bool tell_fit(const mockserver::SplitPlan& plan, const std::vector<tape::Tape>& tapes, const std::string& name) {
  const auto fit = fit_plan(plan.of_responses, tapes, name);
  for (const auto& warning : fit.warnings)
    tell("wiretape serve: {}\n", warning);
  print_mistakes(fit.mistakes);
  return fit.mistakes.empty();
}

/// The faults of --faults; nullopt once their mistakes are told.
std::optional<mockserver::SplitPlan> plan_of(const ServeArguments& arguments, net::Security security) {
  if (arguments.faults.empty()) return mockserver::SplitPlan{};
  auto faults = read_faults_option(arguments.faults, arguments.seed != 0);
  if (const auto* mistakes = std::get_if<tape::Diagnostics>(&faults)) {
    print_mistakes(*mistakes);
    return std::nullopt;
  }
  auto split = mockserver::split_plan(std::get<std::vector<program::Fault>>(std::move(faults)), security);
  if (const auto* error = std::get_if<mockserver::ListenerPlanError>(&split)) {
    tell("wiretape serve: --faults: {}\n", error->message);
    return std::nullopt;
  }
  return std::get<mockserver::SplitPlan>(std::move(split));
}

std::string ready_line(const ServeArguments& arguments, const ServeTls& tls, std::uint16_t port,
                       std::uint16_t control_port, std::size_t exchanges) {
  const auto security = tls.context ? net::Security::tls : net::Security::plain;
  const Ready ready{.url = net::http_origin(arguments.host, port, security),
                    .port = port,
                    .control_url = net::http_origin(arguments.control.host, control_port),
                    .control_port = control_port,
                    .exchanges = exchanges,
                    .authority_file = tls.authority_file};
  return arguments.is_json ? ready_json(ready) : ready_text(ready);
}

/// `prefix`: "--" or "--control-", what the options of that listener begin with.
int cannot_listen(const net::ListenError& error, std::string_view prefix) {
  const auto hint = listen_hint(error, prefix);
  tell("wiretape serve: can't listen on {}:{}: {}{}{}\n", error.host, error.port, error.cause, hint.empty() ? "" : "; ",
       hint);
  return exit_transport;
}

/// SIGHUP says that the terminal has gone, unless the command was to outlive it (nohup).
void catch_ends(boost::asio::signal_set& signals) {
  net::ErrorCode ignored;
  signals.add(SIGINT, ignored);
  signals.add(SIGTERM, ignored);
  if (!is_ignored(SIGHUP)) signals.add(SIGHUP, ignored);
}

/// Plays what a watch has loaded, or goes on as before.
void take_reloaded(Server& server, TapeWatch::Loaded loaded, UsedExchanges& used) {
  if (const auto* mistakes = std::get_if<tape::Diagnostics>(&loaded)) {
    print_mistakes(*mistakes);
    tell("wiretape: not reloaded: the tapes as they were before are still played\n");
    return;
  }
  auto& tapes = std::get<std::vector<tape::Tape>>(loaded);
  const auto exchanges = count_exchanges(tapes);
  used.note(server.responder().uses());
  server.responder().replace(std::move(tapes));
  tell("wiretape: reloaded: {} exchange{}\n", exchanges, exchanges == 1 ? "" : "s");
}

int tell_strictly(const StrictReport& report, bool is_json, StandardOutput& output) {
  tell(strict_text(report));
  if (is_json) output.print(strict_json(report));
  return report.is_clean() ? exit_completed : exit_strict;
}

/// Runs until the last connection is done after a first signal, or until a second.
void run_until_signalled(boost::asio::io_context& context, Server& server, boost::asio::signal_set& signals) {
  net::Timer grace(context);
  const auto stop = [&] {
    server.stop();
    context.stop();
  };
  signals.async_wait([&](const net::ErrorCode& error, int) {
    if (error) return;
    signals.async_wait([&](const net::ErrorCode& again, int) {
      if (!again) stop();
    });
    grace.expires_after(drain_time);
    grace.async_wait([&](const net::ErrorCode& expired) {
      if (!expired) stop();
    });
    server.drain([&] { context.stop(); });
  });
  context.run();
}

int serve(const ServeArguments& arguments, StandardOutput& output) {
  const auto delivery = delivery_of(arguments);
  if (!delivery) {
    return usage_error("serve", fmt::format("--speed '{}': expected a number above 0, or 'instant'", arguments.speed));
  }
  auto before = take_snapshot(arguments.tapes);
  auto loaded = load_tapes(arguments.tapes);
  if (const auto* mistakes = std::get_if<tape::Diagnostics>(&loaded)) {
    print_mistakes(*mistakes);
    return exit_bad_tape;
  }
  auto& tapes = std::get<std::vector<tape::Tape>>(loaded);
  const auto exchanges = count_exchanges(tapes);

  // Before there are files to remove and anybody knows of the server: from here on it ends by itself.
  boost::asio::io_context context{1};
  boost::asio::signal_set signals(context);
  catch_ends(signals);
  const auto tls = make_serve_tls(arguments.tls, arguments.host);
  if (const auto* error = std::get_if<ServeTlsError>(&tls)) {
    return usage_error("serve", error->what);
  }

  const auto security = std::get<ServeTls>(tls).context ? net::Security::tls : net::Security::plain;
  auto plan = plan_of(arguments, security);
  if (!plan || !tell_fit(*plan, tapes, faults_option_name(arguments.faults))) return exit_bad_tape;

  net::raise_file_descriptor_limit();
  auto options = arguments.options;
  options.host = arguments.host;
  options.port = arguments.port;
  options.delivery = *delivery;
  options.tls = std::get<ServeTls>(tls).context;
  options.faults = std::move(plan->of_responses);
  options.listener_faults = std::move(plan->of_listener);
  auto opened = Server::open(context, std::move(tapes), options);
  if (const auto* error = std::get_if<net::ListenError>(&opened)) return cannot_listen(*error, "--");
  auto& server = *std::get<std::unique_ptr<Server>>(opened);
  const auto control = ControlPlane::start({.responder = server.responder(),
                                            .journal = server.journal(),
                                            .faults = server.faults(),
                                            .open_connections = [&server] { return server.open_connections(); }},
                                           arguments.control);
  if (const auto* error = std::get_if<net::ListenError>(&control)) return cannot_listen(*error, "--control-");

  const auto line =
      ready_line(arguments, std::get<ServeTls>(tls), server.port(), std::get<ControlPlane>(control).port(), exchanges);
  std::variant<OwnedFile, FileError> ready_file;
  if (!arguments.ready_file.empty()) ready_file = write_ready_file(arguments.ready_file, line);
  if (const auto* error = std::get_if<FileError>(&ready_file)) {
    return usage_error("serve", fmt::format("can't write --ready-file {}: {}", arguments.ready_file, error->cause));
  }
  if (!output.print(line)) return exit_output;
  UsedExchanges used;  // the watch's until it ends
  std::optional<TapeWatch> watch;
  if (arguments.is_watching) {
    watch.emplace(arguments.tapes, std::move(before),
                  [&](TapeWatch::Loaded reloaded) { take_reloaded(server, std::move(reloaded), used); });
  }
  run_until_signalled(context, server, signals);
  watch.reset();
  if (!arguments.is_strict) return exit_completed;
  return tell_strictly(strict_report(server.journal(), server.responder(), used), arguments.is_json, output);
}

}  // namespace

void add_serve(CLI::App& app, StandardOutput& output, int& exit_code) {
  const auto arguments = std::make_shared<ServeArguments>();
  auto* command = app.add_subcommand("serve", "Play tapes to any client, as the provider would");
  command
      ->add_option("TAPES", arguments->tapes, "Tape files, or folders of them; the first exchange that matches answers")
      ->required();
  command->add_option("--port", arguments->port, "Port to listen on; 0 takes a free one")
      ->check(port_number())
      ->capture_default_str();
  command->add_option("--host", arguments->host, "Address to listen on")->capture_default_str();
  command->add_option("--threads", arguments->options.threads, "Threads that share the connections")
      ->check(whole_number(1, most_threads))
      ->capture_default_str();
  command->add_option("--seed", arguments->seed, "Joins each tape's seed for everything random")
      ->check(whole_number(0))
      ->capture_default_str();
  command->add_option("--speed", arguments->speed, "Play that many times faster, or 'instant'")->capture_default_str();
  command->add_option("--faults", arguments->faults,
                      "Break the answers: a file of faults, or a plan such as reset:event=4");
  command->add_option("--ready-file", arguments->ready_file, "Write the ready line to this file, too");
  command->add_flag("--cors", arguments->options.cors, "Let web pages of any origin call: preflights, allow-origin");
  add_tls_options(*command, arguments->tls);
  add_limit_options(*command, arguments->options);
  command->add_option("--control-port", arguments->control.port, "Port of the control plane; 0 takes a free one")
      ->check(port_number())
      ->capture_default_str();
  command->add_option("--control-host", arguments->control.host, "Address of the control plane")->capture_default_str();
  command->add_option("--control-allow-host", arguments->control.allowed_hosts,
                      "A name besides loopback by which the control plane may be called");
  command->add_flag("--watch", arguments->is_watching, "Load the tapes anew whenever their files change");
  command->add_flag("--strict", arguments->is_strict,
                    "At the end, exit with 4 where a request matched no exchange, or an exchange answered none");
  command->add_flag("--json", arguments->is_json, "Print the ready line, and what --strict finds, as JSON");
  command->footer(
      "Example:\n"
      "  wiretape serve fixtures/openai_chat/hello.yaml --port 8089\n"
      "  OPENAI_BASE_URL=http://127.0.0.1:8089/v1 OPENAI_API_KEY=none your-app\n\n"
      "Ctrl-C lets what is playing finish for 5 seconds; a second one stops at once.");
  command->callback([arguments, &output, &exit_code] { exit_code = serve(*arguments, output); });
}

}  // namespace wiretape::cli
