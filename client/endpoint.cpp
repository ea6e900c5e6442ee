#include "wiretape/client/endpoint.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

#include "wiretape/client/preset.h"
#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/wire/http/http_writer.h"

namespace wiretape::client {
namespace {

/// A setting and where it came from, for messages.
struct Setting {
  std::string value;
  std::string source;
};

Setting find_base_url(const Options& options, const Preset& preset, const Environment& environment) {
  if (options.base_url) return {*options.base_url, "the given base URL"};
  if (auto value = environment(preset.base_url_variable)) {
    return {*std::move(value), std::string(preset.base_url_variable)};
  }
  return {std::string(preset.base_url), "the preset"};
}

/// The dialect's path behind that of a base URL. Whether a base URL holds the version differs from SDK to SDK; a
/// version that is there already is not added again.
std::string path_below(std::string base, const provider::Dialect& dialect) {
  constexpr std::string_view version = "/v1";
  if (base.ends_with('/')) base.pop_back();
  auto path = dialect.path_below_base;
  if (path.starts_with(version) && base.ends_with(version)) path.remove_prefix(version.size());
  return base.append(path);
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

std::optional<std::string> process_environment(std::string_view name) {
  const char* value = std::getenv(std::string(name).c_str());
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

std::variant<Endpoint, ConfigurationError> find_endpoint(const Options& options, const Environment& environment) {
  const auto* const preset = find_preset(options.provider);
  if (preset == nullptr) {
    return ConfigurationError{fmt::format("unknown provider '{}'; known are {}", options.provider, known_providers())};
  }
  const auto base = find_base_url(options, *preset, environment);
  auto url = net::parse_url(base.value);
  if (const auto* error = std::get_if<net::UrlError>(&url)) {
    return ConfigurationError{
        fmt::format("bad URL '{}' ({}), byte {}: expected {}", base.value, base.source, error->offset, error->what)};
  }

  Endpoint endpoint;
  endpoint.url = std::get<net::Url>(std::move(url));
  endpoint.dialect = provider::find_dialect(preset->dialect);
  endpoint.default_model = preset->default_model;
  endpoint.url.path = path_below(std::move(endpoint.url.path), *endpoint.dialect);

  const bool is_own_address = base.value == preset->base_url;
  endpoint.requires_terminator = is_own_address && preset->sends_terminator;
  endpoint.key = options.api_key ? *options.api_key : environment(preset->key_variable).value_or("");
  if (endpoint.key.empty() && is_own_address) {
    return ConfigurationError{fmt::format("no key for {}: set {}", preset->name, preset->key_variable)};
  }
  if (!may_stand_in_field(endpoint.key)) {
    return ConfigurationError{fmt::format("the key for {} holds white space or bytes that are not ASCII; check {}",
                                          preset->name, options.api_key ? "the given key" : preset->key_variable)};
  }
  return endpoint;
}

std::string request_text(const Endpoint& endpoint, std::string_view body) {
  wire::HttpRequestHead head;
  head.method = "POST";
  head.target = endpoint.url.path;
  if (!endpoint.url.query.empty()) head.target += "?" + endpoint.url.query;
  head.fields = {{"host", net::host_field(endpoint.url)},           {"user-agent", "wiretape"},
                 {"accept", "text/event-stream, application/json"}, {"content-type", "application/json"},
                 {"content-length", std::to_string(body.size())},   {"connection", "close"}};
  for (auto& field : endpoint.dialect->request_fields(endpoint.key))
    head.fields.push_back(std::move(field));
  std::string text;
  wire::append_request_head(text, head);
  text += body;
  return text;
}

}  // namespace wiretape::client
