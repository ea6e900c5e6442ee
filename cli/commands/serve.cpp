#include "cli/commands/serve.h"

#include <chrono>
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
#include <fmt/chrono.h>
#include <fmt/format.h>

#include "wiretape/mockserver/host/host.h"

#include "cli/end_signals.h"
#include "cli/exit_code.h"
#include "cli/log/request_log.h"
#include "cli/print/print_mistakes.h"
#include "cli/print/standard_error.h"
#include "cli/print/standard_output.h"
#include "cli/print/usage_error.h"
#include "cli/serve/played.h"
#include "cli/serve/ready_line.h"
#include "cli/serve/serve_arguments.h"
#include "cli/serve/serve_tls.h"
#include "cli/serve/strict_text.h"
#include "cli/serve/tape_snapshot.h"
#include "cli/serve/tape_watch.h"

namespace wiretape::cli {
namespace {

using mockserver::Host;
using Tapes = std::vector<tape::Tape>;

// How long exchanges that are playing may go on after the first SIGINT or SIGTERM.
constexpr std::chrono::seconds drain_time{5};

constexpr std::string_view no_tapes =
    "no tapes to play; name files or folders of them, or give --control-port and PUT them there to /tapes or "
    "/sessions/NAME/tapes";

/// Plays what a watch has loaded, or goes on as before.
void take_reloaded(Host& host, TapeWatch::Loaded loaded) {
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&loaded)) {
    print_mistakes(*mistakes);
    tell("wiretape: not reloaded: the tapes as they were before are still played\n");
    return;
  }
  const auto exchanges = host.replace(std::get<Tapes>(std::move(loaded)));
  tell("wiretape: reloaded: {} exchange{}\n", exchanges, exchanges == 1 ? "" : "s");
}

void tell_who_plays(Host& host) {
  const auto open = host.server().open_connections();
  if (open == 0) return;
  tell("wiretape: ending; {} connection{} still open, for {} at the most; again stops at once\n", open,
       open == 1 ? "" : "s", drain_time);
}

/// Runs until the last connection is done after a first signal, or until a second.
void run_until_signalled(boost::asio::io_context& context, Host& host, boost::asio::signal_set& signals, bool tells) {
  signals.async_wait([&](const net::ErrorCode& error, int) {
    if (error) return;
    signals.async_wait([&](const net::ErrorCode& again, int) {
      if (!again) host.stop();
    });
    host.drain(drain_time, [&] { context.stop(); });
    if (tells) tell_who_plays(host);
  });
  context.run();
}

int tell_strictly(const mockserver::StrictReport& report, bool is_json, StandardOutput& output) {
  tell(strict_text(report));
  if (is_json) output.print(strict_json(report));
  return report.is_clean() ? exit_completed : exit_strict;
}

/// A proxy that answers for its hosts by tapes, and never goes out for others.
std::variant<MadeProxy, ProxyOptionError> make_answering_proxy(const ProxyArguments& arguments) {
  auto made = make_proxy(arguments);
  auto* proxy = std::get_if<MadeProxy>(&made);
  if (proxy == nullptr || !proxy->terms) return made;
  for (const auto& host : proxy->terms->hosts) {
    if (host.intercept.instead) return ProxyOptionError{"--intercept takes no URL here: tapes answer, and nobody else"};
  }
  proxy->terms->tunnels_others = false;
  return made;
}

int serve(const ServeArguments& arguments, StandardOutput& output) {
  auto options = arguments.play.host;
  auto before = take_snapshot(arguments.play.tapes);
  auto loaded = load_played("serve", arguments.play, options.server);
  if (const auto* code = std::get_if<ExitCode>(&loaded)) return *code;

  // Before there are files to remove and anybody knows of the server: from here on it ends by itself.
  boost::asio::io_context context{1};
  boost::asio::signal_set signals(context);
  catch_ends(signals);
  const auto tls = make_serve_tls(arguments.tls, options.server.host);
  if (const auto* error = std::get_if<ServeTlsError>(&tls)) return usage_error("serve", error->what);
  options.server.tls = std::get<ServeTls>(tls).context;
  options.authority_file = std::get<ServeTls>(tls).authority_file;
  auto proxy = make_answering_proxy(arguments.proxy);
  if (const auto* error = std::get_if<ProxyOptionError>(&proxy)) return usage_error("serve", error->what);
  options.server.proxy = std::get<MadeProxy>(proxy).terms;

  const auto opened = open_host("serve", arguments.play, context, std::get<Tapes>(std::move(loaded)), options);
  if (const auto* code = std::get_if<ExitCode>(&opened)) return *code;
  auto& host = *std::get<std::unique_ptr<Host>>(opened);

  auto log = begin_log(host.server().journal(), log_form(arguments.play.log, is_error_terminal()));
  const auto& made_proxy = std::get<MadeProxy>(proxy);
  const auto line = arguments.is_json ? ready_json(host.ready(), made_proxy) : ready_text(host.ready(), made_proxy);
  std::variant<file::OwnedFile, text::SystemError> ready_file;
  if (!arguments.ready_file.empty()) ready_file = write_ready_file(arguments.ready_file, line);
  if (const auto* error = std::get_if<text::SystemError>(&ready_file)) {
    return usage_error("serve", fmt::format("can't write --ready-file {}: {}", arguments.ready_file, error->cause));
  }
  if (!output.print(line)) return exit_output;

  std::optional<TapeWatch> watch;
  if (arguments.is_watching) {
    watch.emplace(arguments.play.tapes, std::move(before),
                  [&](TapeWatch::Loaded reloaded) { take_reloaded(host, std::move(reloaded)); });
  }
  run_until_signalled(context, host, signals, log != nullptr);
  watch.reset();
  if (log) log->finish(host.strict_report().unused);
  return arguments.play.is_strict ? tell_strictly(host.strict_report(), arguments.is_json, output) : exit_completed;
}

}  // namespace

void add_serve(CLI::App& app, StandardOutput& output, int& exit_code) {
  const auto arguments = std::make_shared<ServeArguments>();
  auto* command = app.add_subcommand("serve", "Play tapes to any client, as the provider would");
  add_serve_options(*command, *arguments);
  command->footer(
      "Example:\n"
      "  wiretape serve fixtures/openai_chat/hello.yaml --port 8089\n"
      "  OPENAI_BASE_URL=http://127.0.0.1:8089/v1 OPENAI_API_KEY=none your-app\n\n"
      "Without TAPES they come by the control plane, for all or for each session:\n"
      "  wiretape serve --control-port 8090\n"
      "  curl -X PUT http://127.0.0.1:8090/sessions/my-test/tapes --data-binary @hello.yaml\n\n"
      "Programs whose host can't be changed are answered by a proxy:\n"
      "  wiretape serve fixtures/openai_chat --proxy --intercept api.openai.com --proxy-ca-file ca.pem\n"
      "  HTTPS_PROXY=http://127.0.0.1:8089 SSL_CERT_FILE=ca.pem your-app\n\n"
      "Ctrl-C lets what is playing finish for 5 seconds; a second one stops at once.");
  command->callback([command, arguments, &output, &exit_code] {
    // Nobody could bring tapes to a port that nobody has chosen.
    const bool has_tapes = !arguments->play.tapes.empty() || command->count("--control-port") > 0;
    exit_code = has_tapes ? serve(*arguments, output) : usage_error("serve", no_tapes);
  });
}

}  // namespace wiretape::cli
