#include "wiretape/client/endpoint.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "wiretape/client/preset.h"
#include "wiretape/client/transport.h"
#include "wiretape/client/websocket_url.h"
#include "wiretape/core/provider/dialects.h"

namespace wiretape::client {
namespace {

/// A setting and where it came from, for messages.
struct Setting {
  std::string value;
  std::string source;
};

Setting find_base_url(const Options& options, const Preset& preset, const net::Environment& environment) {
  if (options.base_url) return {*options.base_url, "the given base URL"};
  if (auto value = environment(preset.base_url_variable)) {
    return {*std::move(value), std::string(preset.base_url_variable)};
  }
  return {std::string(preset.base_url), "the preset"};
}

/// What the answer may be.
std::string accepted_types(const provider::Dialect& dialect) {
  return fmt::format("{}, application/json", wire::codec_of(dialect.framing).media_types.front());
}

bool may_stand_in_field(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

std::string known_providers() {
  std::string names;
  for (const auto& preset : all_presets()) {
    if (!names.empty()) names += ", ";
    names += preset.name;
  }
  return names;
}

}  // namespace

std::variant<Endpoint, ConfigurationError> find_endpoint(const Options& options, const net::Environment& environment) {
  const auto* const preset = find_preset(options.provider);
  if (preset == nullptr) {
    return ConfigurationError{fmt::format("unknown provider '{}'; known are {}", options.provider, known_providers())};
  }
  const auto base = find_base_url(options, *preset, environment);
  const auto http_url = http_url_of(base.value);
  auto url = net::parse_url(http_url.text);
  if (const auto* error = std::get_if<text::InputError>(&url)) {
    return ConfigurationError{fmt::format("bad URL '{}' ({}), byte {}: found {}, expected {}{}{}", base.value,
                                          base.source, error->offset - std::min(error->offset, http_url.shift),
                                          error->found, error->expected, error->hint.empty() ? "" : "; ", error->hint)};
  }

  Endpoint endpoint;
  endpoint.url = std::get<net::Url>(std::move(url));
  endpoint.is_websocket = http_url.is_websocket;
  endpoint.dialect = provider::find_dialect(preset->dialect);
  endpoint.default_model = preset->default_model;

  const bool is_own_address = base.value == preset->base_url;
  endpoint.requires_terminator = is_own_address && preset->sends_terminator;
  endpoint.key = options.api_key ? *options.api_key : environment(preset->key_variable).value_or("");
  const bool is_hosted = endpoint.url.is_tls;  // else it answers on this machine, and to everybody
  if (endpoint.key.empty() && is_own_address && is_hosted) {
    return ConfigurationError{fmt::format("no key for {}: set {}", preset->name, preset->key_variable)};
  }
  if (!may_stand_in_field(endpoint.key)) {
    return ConfigurationError{fmt::format("the key for {} holds white space or bytes that are not ASCII; check {}",
                                          preset->name, options.api_key ? "the given key" : preset->key_variable)};
  }
  return endpoint;
}

CallRequest call_request(const Endpoint& endpoint, const provider::ChatRequest& request) {
  const net::Url& url = endpoint.url;
  auto call = endpoint.dialect->call.request({url.path, url.query, endpoint.key}, request);
  CallRequest result{.is_tls = url.is_tls, .host = url.host, .port = url.port};
  result.head.method = std::move(call.method);
  result.head.target = std::move(call.target);
  result.head.fields = {{"host", net::host_field(url)},
                        {"user-agent", "wiretape"},
                        {"accept", accepted_types(*endpoint.dialect)},
                        {"content-type", "application/json"},
                        {"content-length", std::to_string(call.body.size())},
                        {"connection", "close"}};
  for (const auto& [name, value] : call.fields)
    result.head.fields.push_back({name, value});
  result.body = std::move(call.body);
  return result;
}

}  // namespace wiretape::client
