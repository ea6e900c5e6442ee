#include "wiretape/core/redact/headers.h"

#include <algorithm>
#include <array>
#include <string>

#include "wiretape/core/redact/secret_name.h"
#include "wiretape/core/redact/stream/stream_redactor.h"
#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::redact {
namespace {

constexpr std::array<std::string_view, 31> harmless_names{
    "accept",
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "anthropic-beta",
    "anthropic-dangerous-direct-browser-access",
    "anthropic-version",
    "cache-control",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "expect",
    "host",
    "keep-alive",
    "openai-beta",
    "origin",
    "pragma",
    "sec-websocket-extensions",
    "sec-websocket-key",
    "sec-websocket-version",
    "te",
    "traceparent",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "x-goog-api-client",
    "x-request-id",
    "x-title",
};

// What the SDKs say about themselves, and what is meant for wiretape.
constexpr std::array<std::string_view, 2> harmless_prefixes{"x-stainless-", "x-wiretape-"};

std::string small_letters(std::string_view name) {
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(), wire::to_lower);
  return lower;
}

bool may_show_by(const Rules& rules, std::string_view name) {
  const auto lower = small_letters(name);
  if (std::ranges::find(rules.hidden_headers, lower) != rules.hidden_headers.end()) return false;
  return may_show_header(name) || std::ranges::find(rules.shown_headers, lower) != rules.shown_headers.end();
}

}  // namespace

bool may_show_header(std::string_view name) {
  const auto lower = small_letters(name);
  if (std::ranges::binary_search(harmless_names, lower)) return true;
  const auto is_prefix = [&](std::string_view prefix) { return lower.starts_with(prefix); };
  return std::ranges::any_of(harmless_prefixes, is_prefix) && !names_secret(name);
}

wire::HttpFieldLines redacted_headers(const wire::HttpFieldLines& fields) {
  wire::HttpFieldLines shown;
  for (const auto& [name, value] : fields)
    shown.push_back({name, may_show_header(name) ? value : redacted});
  return shown;
}

wire::HttpFieldLines redacted_headers(const wire::HttpFieldLines& fields, const SharedPatterns& patterns) {
  wire::HttpFieldLines shown;
  for (const auto& [name, value] : fields) {
    if (may_show_by(patterns->rules(), name)) {
      shown.push_back({name, redacted_text(value, patterns)});
    } else {
      shown.push_back({name, redacted});
    }
  }
  return shown;
}

}  // namespace wiretape::redact
