#include "cli/client_arguments.h"

#include <string>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "wiretape/client/preset.h"
#include "wiretape/client/simple/model_name.h"

#include "cli/size_limit.h"
#include "cli/time_limit.h"

namespace wiretape::cli {
namespace {

std::string provider_help() {
  std::string help = "Who answers:";
  for (const auto& preset : client::all_presets())
    help += fmt::format(" {}", preset.name);
  return help;
}

}  // namespace

void add_client_arguments(CLI::App& command, client::Options& options) {
  command.add_option("--provider", options.provider, provider_help())->capture_default_str();
  command.add_option("--base-url", options.base_url,
                     "Where it answers, the version included: http, https, ws or wss; else the provider's variable, "
                     "e.g. OPENAI_BASE_URL");
  command.add_option("--api-key", options.api_key,
                     "Better set the provider's variable, e.g. OPENAI_API_KEY: others can see a command's arguments");
  command.add_option("--ca-file", options.ca_file, "PEM file of certificates to trust in place of the system's");
  auto& limits = options.timeouts;
  add_time_limit(command, "--resolve-timeout", limits.resolve, "Looking the host's name up");
  add_time_limit(command, "--connect-timeout", limits.connect, "Connecting");
  add_time_limit(command, "--tls-timeout", limits.tls, "TLS handshake");
  add_time_limit(command, "--first-byte-timeout", limits.first_byte, "From the connection to the answer's first byte");
  add_time_limit(command, "--idle-timeout", limits.idle, "Silence inside the answer; keep-alives don't end it");
  add_time_limit(command, "--total-timeout", limits.total, "All of it");
  add_size_limit(command, "--max-event", options.sizes.event, "One event or line of a stream; a longer one ends it");
  add_size_limit(command, "--max-answer", options.sizes.answer, "All that an answer says; more ends it");
}

void take_provider_of(std::string& model, client::Options& options) {
  if (options.base_url || options.provider != client::Options().provider) return;
  auto named = client::read_model_name(model, options.provider);
  options.provider = std::move(named.provider);
  model = std::move(named.model);
}

}  // namespace wiretape::cli
