#include "cli/serve/serve_limits.h"

#include <cstddef>
#include <string>

#include <CLI/CLI.hpp>

#include "cli/time_limit.h"
#include "cli/whole_number.h"

namespace wiretape::cli {
namespace {

constexpr auto group = "Limits; sizes in bytes, or with a unit as in 10MB";

// CLI11 would let -1 stand for the largest number.
const CLI::Validator not_negative(
    [](std::string& text) { return text.starts_with('-') ? "'" + text + "': expected no less than 0" : ""; }, "");

}  // namespace

void add_limit_options(CLI::App& command, mockserver::ServerOptions& options) {
  command.add_option("--max-connections", options.max_connections, "Connections at a time; one beyond is answered 503")
      ->check(whole_number(1))
      ->capture_default_str()
      ->group(group);
  command.add_option("--max-head", options.limits.head, "A request's head; a longer one is answered 431")
      ->transform(CLI::AsSizeValue(false))
      ->transform(not_negative)
      ->capture_default_str()
      ->group(group);
  command.add_option("--max-body", options.limits.body, "A request's body, unpacked; a longer one is answered 413")
      ->transform(CLI::AsSizeValue(false))
      ->transform(not_negative)
      ->capture_default_str()
      ->group(group);
  command.add_option("--journal-capacity", options.journal.entries, "Exchanges that the journal keeps: the newest")
      ->check(whole_number(0))
      ->capture_default_str()
      ->group(group);
  command.add_option("--journal-bytes", options.journal.bytes, "Memory that the journal may take for them")
      ->transform(CLI::AsSizeValue(false))
      ->transform(not_negative)
      ->capture_default_str()
      ->group(group);
  add_time_limit(command, "--request-timeout", options.request_timeout,
                 "From a request's first byte to its last, or 408; and a TLS handshake");
}

}  // namespace wiretape::cli
