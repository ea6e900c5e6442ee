#include "cli/client_arguments.h"

#include <chrono>
#include <string>
#include <variant>

#include <CLI/CLI.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include "wiretape/client/preset.h"
#include "wiretape/core/tape/duration.h"

namespace wiretape::cli {
namespace {

using std::chrono::milliseconds;

std::string provider_help() {
  std::string help = "Who answers:";
  for (const auto& preset : client::all_presets())
    help += fmt::format(" {}", preset.name);
  return help;
}

milliseconds to_limit(const std::string& text) {
  const auto parsed = tape::parse_duration(text);
  const auto* duration = std::get_if<std::chrono::microseconds>(&parsed);
  if (duration == nullptr) {
    throw CLI::ValidationError(fmt::format("'{}': expected {}; 0 is no limit", text, tape::duration_forms));
  }
  return std::chrono::ceil<milliseconds>(*duration);
}

void add_limit(CLI::App& command, const char* name, milliseconds& limit, const std::string& what) {
  const auto help = limit.count() == 0 ? fmt::format("{} (no limit unless given)", what)
                                       : fmt::format("{} ({} unless given)", what,
                                                     std::chrono::duration_cast<std::chrono::seconds>(limit));
  command
      .add_option_function<std::string>(
          name, [&limit](const std::string& text) { limit = to_limit(text); }, help)
      ->type_name("DURATION")
      ->group("Limits on time, e.g. 500ms, 20s, 2m; 0 is no limit");
}

}  // namespace

void add_client_arguments(CLI::App& command, client::Options& options) {
  command.add_option("--provider", options.provider, provider_help())->capture_default_str();
  command.add_option("--base-url", options.base_url,
                     "Where it answers, the version included; else the provider's variable, e.g. OPENAI_BASE_URL");
  command.add_option("--api-key", options.api_key,
                     "Better set the provider's variable, e.g. OPENAI_API_KEY: others can see a command's arguments");
  command.add_option("--ca-file", options.ca_file, "PEM file of certificates to trust in place of the system's");
  auto& limits = options.timeouts;
  add_limit(command, "--resolve-timeout", limits.resolve, "Looking the host's name up");
  add_limit(command, "--connect-timeout", limits.connect, "Connecting");
  add_limit(command, "--tls-timeout", limits.tls, "TLS handshake");
  add_limit(command, "--first-byte-timeout", limits.first_byte, "From the connection to the answer's first byte");
  add_limit(command, "--idle-timeout", limits.idle, "Silence inside the answer; keep-alives don't end it");
  add_limit(command, "--total-timeout", limits.total, "All of it");
}

}  // namespace wiretape::cli
