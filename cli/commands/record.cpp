#include "cli/commands/record.h"

#include <chrono>
#include <functional>
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
#include <boost/asio/steady_timer.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include "wiretape/core/net/file_descriptors.h"
#include "wiretape/core/redact/stream/patterns.h"
#include "wiretape/recorder/log/capture_log.h"
#include "wiretape/recorder/log/recover.h"
#include "wiretape/recorder/relay/relay_server.h"
#include "wiretape/recorder/replay/differ.h"

#include "cli/end_signals.h"
#include "cli/exit_code.h"
#include "cli/log/request_log.h"
#include "cli/print/print_mistakes.h"
#include "cli/print/standard_error.h"
#include "cli/print/standard_output.h"
#include "cli/print/usage_error.h"
#include "cli/record/diff_report.h"
#include "cli/record/passed_requests.h"
#include "cli/record/record_arguments.h"
#include "cli/record/record_lines.h"
#include "cli/record/record_mode.h"
#include "cli/record/record_setup.h"
#include "cli/record/replay_tapes.h"
#include "cli/record/secrets_option.h"
#include "cli/serve/listen_hint.h"
#include "cli/serve/ready_line.h"

namespace wiretape::cli {
namespace {

using mockserver::ControlPlane;
using recorder::capture::Sink;
using recorder::log::CaptureLog;
using recorder::relay::RelayServer;
using recorder::replay::Differ;
using recorder::replay::Replay;

// How long answers under way may go on after the first signal, and then what is to be written.
constexpr std::chrono::seconds end_time{5};

recorder::capture::KeepRules keep_rules(const RecordArguments& arguments) {
  recorder::capture::KeepRules rules;
  if (!arguments.match.empty()) rules.match = arguments.match;
  return rules;
}

recorder::log::CaptureLogOptions log_options(const RecordArguments& arguments, std::optional<redact::Rules> secrets,
                                             Replay* replay) {
  recorder::log::CaptureLogOptions options{
      .folder = arguments.folder, .keep = keep_rules(arguments), .secrets = std::move(secrets)};
  options.on_kept = [form = log_form(arguments.log, is_error_terminal()), replay](const recorder::log::KeptTape& tape) {
    if (replay != nullptr) add_kept(*replay, tape);
    if (form) tell(kept_line(tape, *form));
  };
  options.on_trouble = [](const text::Diagnostic& trouble) { tell("wiretape: {}\n", to_string(trouble)); };
  return options;
}

int cannot_listen(const net::ListenError& error, std::string_view prefix) {
  const auto hint = listen_hint(error, prefix);
  tell("wiretape record: can't listen on {}:{}: {}{}{}\n", error.host, error.port, error.cause,
       hint.empty() ? "" : "; ", hint);
  return exit_transport;
}

/// Runs until the last connection is done after a first signal, or for end_time, or until a second signal.
void record_until_signalled(boost::asio::io_context& context, RelayServer& server, boost::asio::signal_set& signals) {
  boost::asio::steady_timer latest(context);
  const auto stop = [&](const net::ErrorCode& error) {
    if (!error) server.stop();
  };
  signals.async_wait([&](const net::ErrorCode& error, int) {
    if (error) return;
    latest.expires_after(end_time);
    latest.async_wait(stop);
    signals.async_wait([stop](const net::ErrorCode& again, int) { stop(again); });
    server.drain([&] { context.stop(); });
    if (const auto open = server.open_connections(); open > 0) {
      tell("wiretape: ending; {} connection{} still open, for {} at the most; again stops at once\n", open,
           open == 1 ? "" : "s", end_time);
    }
  });
  context.run();
}

/// Waits for what is to be written, and says what it came to.
int tell_recorded(CaptureLog& log, const Replay* replay, const RecordArguments& arguments, StandardOutput& output) {
  const bool is_written = log.finish(end_time);
  const auto counts = log.counts();
  if (arguments.is_json) output.print(recorded_json(counts, arguments.folder, replay));
  if (!arguments.log.is_quiet) tell(recorded_text(counts, arguments.folder, replay));
  if (is_written) return replay != nullptr && replay->counts().refused > 0 ? exit_strict : exit_completed;
  tell("wiretape record: {} takes no more within {}; what is in the .capture files there is not lost\n",
       arguments.folder, end_time);
  return exit_output;
}

recorder::replay::DifferOptions differ_options(DiffReport& report, std::vector<std::string> volatile_fields) {
  return {.volatile_fields = std::move(volatile_fields),
          .on_compared = [&report](const auto& exchange) { report.note(exchange); },
          .on_uncompared = [&report](const auto& exchange) { report.note(exchange); }};
}

int tell_compared(const Differ& differ, const DiffReport& report, const RecordArguments& arguments,
                  StandardOutput& output) {
  const auto counts = differ.counts();
  if (arguments.is_json) output.print(report.json(counts));
  if (!arguments.log.is_quiet) tell(DiffReport::text(counts));
  return counts.breaking > 0 ? exit_differs : exit_completed;
}

int recover(const RecordArguments& arguments, const std::optional<redact::Rules>& secrets, StandardOutput& output) {
  const auto patterns = secrets ? redact::make_patterns(*secrets) : nullptr;
  const auto recovered = recorder::log::recover(arguments.folder, keep_rules(arguments), patterns);
  for (const auto& tape : recovered.tapes)
    tell("{}", kept_line(tape, LogForm::text));
  print_mistakes(recovered.mistakes);
  if (arguments.is_json) output.print(recovered_json(recovered, arguments.folder));
  if (!arguments.log.is_quiet) tell("{}", recovered_text(recovered, arguments.folder));
  return recovered.mistakes.empty() ? exit_completed : exit_output;
}

/// Says that it listens, on standard output and in the ready file; that is there as long as what comes back.
std::variant<file::OwnedFile, int> announce(const RecordArguments& arguments, const Recording& recording,
                                            StandardOutput& output) {
  const auto line = arguments.is_json ? recording_json(recording) : recording_text(recording);
  std::variant<file::OwnedFile, text::SystemError> ready_file;
  if (!arguments.ready_file.empty()) ready_file = write_ready_file(arguments.ready_file, line);
  if (const auto* error = std::get_if<text::SystemError>(&ready_file))
    return usage_error("record", fmt::format("can't write --ready-file {}: {}", arguments.ready_file, error->cause));
  if (!output.print(line)) return exit_output;
  return std::get<file::OwnedFile>(std::move(ready_file));
}

/// A recorder before it listens.
struct Run {
  const RecordArguments& arguments;
  const RecordSetup& setup;
  boost::asio::io_context& context;
  boost::asio::signal_set& signals;
  StandardOutput& output;
};

/// Listens, gives what passes to `sink`, and runs until it is ended. exit_completed, or what went wrong.
int relay(const Run& run, const Sink& sink) {
  net::raise_file_descriptor_limit();
  const auto& options = run.setup.options;
  const auto& passed = run.setup.passed;
  auto opened = RelayServer::open(run.context, options, noted(passed, sink));
  if (const auto* error = std::get_if<net::ListenError>(&opened)) return cannot_listen(*error, "--");
  const auto& server = std::get<std::unique_ptr<RelayServer>>(opened);
  const auto control =
      ControlPlane::start({passed->journal(), [&server] { return server->open_connections(); }}, run.arguments.control);
  if (const auto* error = std::get_if<net::ListenError>(&control)) return cannot_listen(*error, "--control-");
  const auto control_port = std::get<ControlPlane>(control).port();

  const auto announced = announce(
      run.arguments,
      {.url = net::http_origin(options.host, server->port(), options.tls ? net::Security::tls : net::Security::plain),
       .port = server->port(),
       .upstreams = options.upstream.upstreams,
       .folder = run.arguments.folder,
       .control_url = net::http_origin(run.arguments.control.host, control_port),
       .control_port = control_port,
       .authority_file = run.setup.tls.authority_file,
       .proxy = run.setup.proxy},
      run.output);
  if (const auto* exit_code = std::get_if<int>(&announced)) return *exit_code;
  record_until_signalled(run.context, *server, run.signals);
  return exit_completed;
}

int record_tapes(const Run& run, std::optional<redact::Rules> secrets) {
  auto* replay = run.setup.replay.get();
  auto opened = CaptureLog::open(log_options(run.arguments, std::move(secrets), replay));
  if (const auto* error = std::get_if<text::Diagnostic>(&opened)) {
    tell("wiretape record: {}\n", to_string(*error));
    return exit_output;
  }
  auto& log = std::get<CaptureLog>(opened);
  if (const int failed = relay(run, log.sink()); failed != exit_completed) return failed;
  return tell_recorded(log, replay, run.arguments, run.output);
}

int compare_with_tapes(const Run& run) {
  DiffReport report(log_form(run.arguments.log, true));
  Differ differ(*run.setup.replay, differ_options(report, run.setup.volatile_fields));
  if (const int failed = relay(run, differ.sink()); failed != exit_completed) return failed;
  return tell_compared(differ, report, run.arguments, run.output);
}

int record(const RecordArguments& arguments, std::optional<redact::Rules> secrets, StandardOutput& output) {
  // Before there are files to remove and anybody knows of it: from here on it ends by itself.
  boost::asio::io_context context{1};
  boost::asio::signal_set signals(context);
  catch_ends(signals);
  const auto made = set_up_recording(arguments, secrets);
  if (const auto* refusal = std::get_if<RecordRefusal>(&made)) return usage_error("record", refusal->what);
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&made)) {
    print_mistakes(*mistakes);
    return exit_bad_tape;
  }
  const auto& setup = std::get<RecordSetup>(made);
  if (!setup.here.note.empty()) tell("wiretape record: {}\n", setup.here.note);
  const Run run{arguments, setup, context, signals, output};
  return setup.here.mode == RecordMode::diff ? compare_with_tapes(run) : record_tapes(run, std::move(secrets));
}

int record_or_recover(const RecordArguments& arguments, StandardOutput& output) {
  auto secrets = read_secrets(arguments);
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&secrets)) {
    print_mistakes(*mistakes);
    return exit_usage;
  }
  auto& rules = std::get<std::optional<redact::Rules>>(secrets);
  if (arguments.recovers) return recover(arguments, rules, output);
  if (arguments.upstreams.empty() && !arguments.proxy.is_on)
    return usage_error("record", "--upstream is required: whom requests are passed on to");
  return record(arguments, std::move(rules), output);
}

}  // namespace

void add_record(CLI::App& app, StandardOutput& output, int& exit_code) {
  const auto arguments = std::make_shared<RecordArguments>();
  auto* command = app.add_subcommand("record", "Pass requests on to providers, and keep all answers as tapes");
  add_record_options(*command, *arguments);
  command->footer(
      "Example:\n"
      "  wiretape record --upstream https://api.openai.com --out tapes\n"
      "  OPENAI_BASE_URL=http://127.0.0.1:8090/v1 your-app\n"
      "  wiretape serve tapes --port 8090\n\n"
      "Record only what is missing, and later let nothing out:\n"
      "  wiretape record --upstream https://api.openai.com --out tapes --mode once\n"
      "  wiretape record --upstream https://api.openai.com --out tapes --mode replay\n\n"
      "Several upstreams go by the first segment of the path:\n"
      "  wiretape record --upstream openai=https://api.openai.com \\\n"
      "                  --upstream anthropic=https://api.anthropic.com --out tapes\n"
      "  OPENAI_BASE_URL=http://127.0.0.1:8090/openai/v1 ANTHROPIC_BASE_URL=http://127.0.0.1:8090/anthropic "
      "your-app\n\n"
      "Programs whose host can't be changed go by a proxy:\n"
      "  wiretape record --proxy --intercept api.openai.com --proxy-ca-file ca.pem --out tapes\n"
      "  HTTPS_PROXY=http://127.0.0.1:8090 SSL_CERT_FILE=ca.pem your-app\n\n"
      "Ctrl-C lets answers under way finish for 5 seconds; a second one stops at once.");
  command->callback([arguments, &output, &exit_code] { exit_code = record_or_recover(*arguments, output); });
}

}  // namespace wiretape::cli
