#include "cli/serve.h"

#include <charconv>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/net/file_descriptors.h"
#include "wiretape/core/net/listener.h"
#include "wiretape/mockserver/server.h"

#include "cli/exit_code.h"
#include "cli/serve_limits.h"
#include "cli/serve_tls.h"
#include "cli/tape_files.h"

namespace wiretape::cli {
namespace {

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
  bool is_json = false;
  TlsArguments tls;
};

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

std::string ready_line(const ServeArguments& arguments, const ServeTls& tls, std::uint16_t port,
                       std::size_t exchanges) {
  const auto url = net::http_origin(arguments.host, port, tls.context ? net::Security::tls : net::Security::plain);
  if (arguments.is_json) {
    nlohmann::ordered_json line{{"ready", true}, {"url", url}, {"port", port}, {"exchanges", exchanges}};
    if (!tls.authority_file.empty()) line["tls_ca_file"] = tls.authority_file;
    return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  }
  const auto trust = tls.authority_file.empty() ? "" : "; clients trust " + tls.authority_file;
  return fmt::format("wiretape: ready on {} with {} exchange{}{}", url, exchanges, exchanges == 1 ? "" : "s", trust);
}

/// Written beside and renamed, so that whoever waits for the file never reads half a line.
bool write_ready_file(const std::string& path, const std::string& line) {
  const auto draft = path + ".part";
  std::ofstream(draft) << line << '\n';
  std::error_code error;
  std::filesystem::rename(draft, path, error);
  return !error;
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

int serve(const ServeArguments& arguments) {
  const auto delivery = delivery_of(arguments);
  if (!delivery) {
    fmt::print(stderr, "wiretape serve: --speed '{}': expected a number above 0, or 'instant'\n", arguments.speed);
    return exit_usage;
  }
  auto loaded = load_tapes(arguments.tapes);
  if (const auto* mistakes = std::get_if<tape::Diagnostics>(&loaded)) {
    for (const auto& mistake : *mistakes)
      fmt::print(stderr, "{}\n", to_string(mistake));
    return exit_bad_tape;
  }
  auto& tapes = std::get<std::vector<tape::Tape>>(loaded);
  std::size_t exchanges = 0;
  for (const auto& tape : tapes)
    exchanges += tape.exchanges.size();

  const auto tls = make_serve_tls(arguments.tls, arguments.host);
  if (const auto* error = std::get_if<ServeTlsError>(&tls)) {
    fmt::print(stderr, "wiretape serve: {}\n", error->what);
    return exit_usage;
  }

  net::raise_file_descriptor_limit();
  boost::asio::io_context context{1};
  auto options = arguments.options;
  options.host = arguments.host;
  options.port = arguments.port;
  options.delivery = *delivery;
  options.tls = std::get<ServeTls>(tls).context;
  auto opened = Server::open(context, std::move(tapes), options);
  if (const auto* error = std::get_if<net::ListenError>(&opened)) {
    fmt::print(stderr, "wiretape serve: can't listen on {}:{}: {}; choose another --port, or 0 for a free one\n",
               error->host, error->port, error->cause);
    return exit_transport;
  }
  auto& server = *std::get<std::unique_ptr<Server>>(opened);
  // Before the ready line: whoever reads that may signal at once.
  boost::asio::signal_set signals(context, SIGINT, SIGTERM);
  const auto line = ready_line(arguments, std::get<ServeTls>(tls), server.port(), exchanges);
  if (!arguments.ready_file.empty() && !write_ready_file(arguments.ready_file, line)) {
    fmt::print(stderr, "wiretape serve: can't write --ready-file {}\n", arguments.ready_file);
    return exit_usage;
  }
  fmt::print("{}\n", line);
  std::fflush(stdout);
  run_until_signalled(context, server, signals);
  return exit_completed;
}

}  // namespace

void add_serve(CLI::App& app, int& exit_code) {
  const auto arguments = std::make_shared<ServeArguments>();
  auto* command = app.add_subcommand("serve", "Play tapes to any client, as the provider would");
  command
      ->add_option("TAPES", arguments->tapes, "Tape files, or folders of them; the first exchange that matches answers")
      ->required();
  command->add_option("--port", arguments->port, "Port to listen on; 0 takes a free one")->capture_default_str();
  command->add_option("--host", arguments->host, "Address to listen on")->capture_default_str();
  command->add_option("--threads", arguments->options.threads, "Threads that share the connections")
      ->check(CLI::Range(std::size_t{1}, most_threads))
      ->capture_default_str();
  command->add_option("--seed", arguments->seed, "Joins each tape's seed for everything random")->capture_default_str();
  command->add_option("--speed", arguments->speed, "Play that many times faster, or 'instant'")->capture_default_str();
  command->add_option("--ready-file", arguments->ready_file, "Write the ready line to this file, too");
  command->add_flag("--cors", arguments->options.cors, "Let web pages of any origin call: preflights, allow-origin");
  add_tls_options(*command, arguments->tls);
  add_limit_options(*command, arguments->options);
  command->add_flag("--json", arguments->is_json, "Print the ready line as JSON");
  command->footer(
      "Example:\n"
      "  wiretape serve fixtures/openai_chat/hello.yaml --port 8089\n"
      "  OPENAI_BASE_URL=http://127.0.0.1:8089/v1 OPENAI_API_KEY=none your-app\n\n"
      "Ctrl-C lets what is playing finish for 5 seconds; a second one stops at once.");
  command->callback([arguments, &exit_code] { exit_code = serve(*arguments); });
}

}  // namespace wiretape::cli
