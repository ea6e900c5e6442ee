#include "wiretape/core/redact/known_secrets.h"

#include <algorithm>
#include <array>

#include "wiretape/core/redact/query.h"
#include "wiretape/core/redact/secret_name.h"
#include "wiretape/core/text/base64.h"
#include "wiretape/core/text/percent_encoding.h"
#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::redact {
namespace {

constexpr std::string_view of_request = "credential";
constexpr std::string_view of_environment = "environment";
constexpr std::string_view unreserved_marks = "-._~";  // RFC 3986 section 2.3

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (wire::is_alpha(c) || wire::is_digit(c) || unreserved_marks.find(c) != unreserved_marks.npos) {
      out.push_back(c);
    } else {
      out.append({'%', digits[byte / 16U], digits[byte % 16U]});
    }
  }
  return out;
}

bool add_value(Rules& rules, std::string_view rule, std::string_view value) {
  const auto is_it = [&](const KnownSecret& secret) { return secret.value == value; };
  if (std::ranges::any_of(rules.known, is_it)) return false;
  rules.known.push_back({std::string(rule), std::string(value)});
  return true;
}

// What is a placeholder already would be found for ever.
bool is_placeholder(std::string_view value) {
  return value.find_first_not_of('*') == value.npos || value.find_first_not_of('1') == value.npos;
}

// What stands behind the scheme, or all of it.
std::string_view behind_scheme(std::string_view value) {
  const auto blank = value.find(' ');
  return wire::trim_white_space(blank == value.npos ? value : value.substr(blank));
}

// What people put in a key's place: `not-needed`, `undefined`. It would be found in ordinary words.
bool may_be_words(std::string_view value) {
  const auto is_small = [](char c) { return wire::is_alpha(c) && wire::to_lower(c) == c; };
  const auto is_of_word = [&](char c) { return is_small(c) || c == '-' || c == '_' || c == ' '; };
  return value.size() < least_guessed_secret && std::ranges::all_of(value.substr(1), is_of_word);
}

// What a request proves its rights with.
bool add_credential(Rules& rules, std::string_view value) {
  if (value.empty() || may_be_words(value)) return false;
  return add_known_secret(rules, of_request, value);
}

bool is_authorization(std::string_view name) {
  return wire::equal_ignoring_case(name, "authorization") || wire::equal_ignoring_case(name, "proxy-authorization");
}

bool add_authorization(Rules& rules, std::string_view value) {
  const auto credential = behind_scheme(value);
  bool is_new = add_credential(rules, credential);
  if (!wire::equal_ignoring_case(value.substr(0, 6), "basic ")) return is_new;
  const auto pair = text::decode_base64(credential).value_or("");
  const auto colon = std::min(pair.find(':'), pair.size());
  if (colon < pair.size()) is_new |= add_credential(rules, std::string_view(pair).substr(colon + 1));
  return is_new;
}

// The values of `a=b; c=d`.
bool add_cookies(Rules& rules, std::string_view cookies) {
  bool is_new = false;
  while (!cookies.empty()) {
    const auto end = std::min(cookies.find(';'), cookies.size());
    const auto cookie = wire::trim_white_space(cookies.substr(0, end));
    const auto value = cookie.substr(std::min(cookie.find('='), cookie.size() - 1) + 1);
    if (value.size() >= least_guessed_secret) is_new |= add_credential(rules, value);
    cookies.remove_prefix(std::min(end + 1, cookies.size()));
  }
  return is_new;
}

// Browsers send a key of the realtime API as `openai-insecure-api-key.KEY`.
bool add_protocols(Rules& rules, std::string_view protocols) {
  constexpr std::string_view before_key = "api-key.";
  const auto at = protocols.find(before_key);
  if (at == protocols.npos) return false;
  const auto key = protocols.substr(at + before_key.size());
  return add_credential(rules, wire::trim_white_space(key.substr(0, key.find(','))));
}

bool add_field(Rules& rules, std::string_view name, std::string_view value) {
  if (is_authorization(name)) return add_authorization(rules, value);
  if (wire::equal_ignoring_case(name, "cookie")) return add_cookies(rules, value);
  if (wire::equal_ignoring_case(name, "sec-websocket-protocol")) return add_protocols(rules, value);
  if (wire::equal_ignoring_case(name, "sec-websocket-key") || !names_secret(name)) return false;
  return add_credential(rules, wire::trim_white_space(value));
}

}  // namespace

bool add_known_secret(Rules& rules, std::string_view rule, std::string_view value) {
  if (value.size() < least_known_secret || is_placeholder(value)) return false;
  const auto encoded = percent_encoded(value);
  const bool is_new = add_value(rules, rule, value);
  if (encoded != value) add_value(rules, rule, encoded);
  return is_new;
}

bool add_credentials(Rules& rules, const wire::HttpFieldLines& fields, std::string_view target) {
  bool is_new = false;
  for (const auto& [name, value] : fields)
    is_new |= add_field(rules, name, value);
  for (const std::string_view written : secret_parameters(target, rules)) {
    const auto value = text::percent_decoded(written).value_or(std::string(written));
    is_new |= add_credential(rules, value);
  }
  return is_new;
}

void add_environment(Rules& rules, std::span<const std::pair<std::string, std::string>> variables) {
  for (const auto& [name, value] : variables) {
    if (names_secret(name) && value.size() >= least_guessed_secret) add_known_secret(rules, of_environment, value);
  }
}

}  // namespace wiretape::redact
