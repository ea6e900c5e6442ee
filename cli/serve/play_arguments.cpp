#include "cli/serve/play_arguments.h"

#include <charconv>
#include <cmath>
#include <cstddef>

#include <CLI/CLI.hpp>

#include "cli/serve/control_options.h"
#include "cli/serve/serve_limits.h"
#include "cli/whole_number.h"

namespace wiretape::cli {
namespace {

constexpr std::size_t most_threads = 256;

}  // namespace

void add_play_options(CLI::App& command, PlayArguments& arguments) {
  auto& server = arguments.host.server;
  command
      .add_option("TAPES", arguments.tapes, "Tape files, or folders of them; the first exchange that matches answers")
      ->required();
  command.add_option("--port", server.port, "Port to listen on; 0 takes a free one")
      ->check(port_number())
      ->capture_default_str();
  command.add_option("--host", server.host, "Address to listen on")->capture_default_str();
  command.add_option("--threads", server.threads, "Threads that share the connections")
      ->check(whole_number(1, most_threads))
      ->capture_default_str();
  command.add_option("--seed", server.delivery.seed, "Joins each tape's seed for everything random")
      ->check(whole_number(0))
      ->capture_default_str();
  command.add_option("--speed", arguments.speed, "Play that many times faster, or 'instant'")->capture_default_str();
  command.add_option("--faults", arguments.faults,
                     "Break the answers: a file of faults, or a plan such as reset:event=4");
  command.add_flag("--strict-endpoints", server.strict_endpoints,
                   "Answer models, embeddings, counts of tokens and moderations by tapes only");
  command.add_flag("--validate", server.validate,
                   "Refuse what the provider would: missing parameters, a tool's result without its call");
  command.add_flag("--cors", server.cors, "Let web pages of any origin call: preflights, allow-origin");
  add_limit_options(command, server);
  add_control_options(command, *arguments.host.control);
  command.add_flag(
      "--strict", arguments.is_strict,
      "At the end, exit with 4 where a request matched no exchange, an exchange answered none, or a fault hit none");
}

bool set_speed(const std::string& speed, mockserver::DeliveryOverride& delivery) {
  delivery.instant = speed == "instant";
  if (delivery.instant) return true;
  const auto* end = speed.data() + speed.size();
  const auto parsed = std::from_chars(speed.data(), end, delivery.speed);
  return parsed.ec == std::errc{} && parsed.ptr == end && std::isfinite(delivery.speed) && delivery.speed > 0;
}

}  // namespace wiretape::cli
