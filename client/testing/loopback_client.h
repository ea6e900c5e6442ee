#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

#include "wiretape/client/client.h"

namespace wiretape::client::testing {

/// Options for a peer on 127.0.0.1: no key, no limit on time.
[[nodiscard]] inline Options loopback_options(std::uint16_t port, const std::string& scheme = "http") {
  using std::chrono::milliseconds;
  Options options;
  options.base_url = scheme + "://127.0.0.1:" + std::to_string(port) + "/v1";
  options.api_key = "";
  options.timeouts = {milliseconds(0), milliseconds(0), milliseconds(0),
                      milliseconds(0), milliseconds(0), milliseconds(0)};
  return options;
}

/// A client that must come to be. `requires_terminator`: as if the peer were known to send one always.
[[nodiscard]] inline Client make_client(const Options& options, bool requires_terminator = false) {
  auto endpoint = find_endpoint(options, [](std::string_view) { return std::nullopt; });
  if (const auto* error = std::get_if<ConfigurationError>(&endpoint)) throw std::runtime_error(error->what);
  std::get<Endpoint>(endpoint).requires_terminator = requires_terminator;
  auto made = Client::make(std::get<Endpoint>(std::move(endpoint)), options.ca_file, options.timeouts, options.sizes,
                           options.websocket);
  if (const auto* error = std::get_if<ConfigurationError>(&made)) throw std::runtime_error(error->what);
  return std::get<Client>(std::move(made));
}

[[nodiscard]] inline Stream chat(const Options& options) {
  return make_client(options).chat({"m-1", "Hello?"});
}

}  // namespace wiretape::client::testing
