#include "wiretape/core/redact/response_headers.h"

#include <algorithm>
#include <array>
#include <string>

#include "wiretape/core/redact/headers.h"
#include "wiretape/core/redact/query.h"
#include "wiretape/core/redact/secret_name.h"
#include "wiretape/core/redact/stream/stream_redactor.h"
#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::redact {
namespace {

constexpr std::array<std::string_view, 5> hidden_endings{"cookie", "set-cookie2", "organization", "organization-id",
                                                         "openai-project"};
constexpr std::array<std::string_view, 6> id_endings{"request-id",     "requestid", "trace-id",
                                                     "correlation-id", "cf-ray",    "cloud-trace-context"};
constexpr std::array<std::string_view, 3> id_names{"traceparent", "tracestate", "x-amzn-trace-id"};

constexpr std::string_view allows_credentials = "access-control-allow-credentials";  // true, or nothing

template <class Endings>
bool ends_with_any(std::string_view name, const Endings& endings) {
  return std::ranges::any_of(endings, [&](std::string_view ending) { return name.ends_with(ending); });
}

bool is_id(std::string_view name) {
  return ends_with_any(name, id_endings) || std::ranges::find(id_names, name) != id_names.end();
}

bool points_elsewhere(std::string_view name) {
  return name == "location" || name == "content-location";
}

std::string form_of(std::string_view id) {
  std::string form(id);
  std::ranges::replace_if(
      form, [](char c) { return wire::is_alpha(c) || wire::is_digit(c); }, '0');
  return form;
}

std::string redacted_value(std::string_view name, std::string_view value, const SharedPatterns& patterns,
                           RequestIds ids) {
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(), wire::to_lower);
  const Rules& rules = patterns->rules();
  const auto is_lower = [&](const std::string& own) { return own == lower; };
  if (std::ranges::any_of(rules.hidden_headers, is_lower)) return std::string(redacted);
  if (std::ranges::any_of(rules.shown_headers, is_lower)) return redacted_text(value, patterns);
  if (lower != allows_credentials && (ends_with_any(lower, hidden_endings) || names_secret(lower)))
    return std::string(redacted);
  if (is_id(lower)) return ids == RequestIds::zeroed ? form_of(value) : std::string(value);
  return redacted_text(points_elsewhere(lower) ? redacted_location(value) : std::string(value), patterns);
}

}  // namespace

wire::HttpFields redacted_response_headers(const wire::HttpFields& fields, const SharedPatterns& patterns,
                                           RequestIds ids) {
  wire::HttpFields shown;
  for (const auto& [name, value] : fields)
    shown.push_back({name, redacted_value(name, value, patterns, ids)});
  return shown;
}

}  // namespace wiretape::redact
