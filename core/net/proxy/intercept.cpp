#include "wiretape/core/net/proxy/intercept.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "wiretape/core/wire/http/http_characters.h"

//   api.openai.com:443=https://127.0.0.1:8443
//   host           port instead

namespace wiretape::net {
namespace {

constexpr std::string_view scheme = "https://";

std::string small(std::string_view text) {
  std::string letters(text);
  std::ranges::transform(letters, letters.begin(), wire::to_lower);
  return letters;
}

/// Whether a port stands behind the host, which may be an IPv6 address in brackets.
bool has_port(std::string_view authority) {
  const auto colon = authority.rfind(':');
  return colon != authority.npos && authority.find(']', colon) == authority.npos;
}

std::variant<Intercept, text::InputError> parse_authority_alone(std::string_view text) {
  if (const auto slash = text.find_first_of("/?"); slash != text.npos)
    return text::InputError{slash, "a path, or a scheme", "HOST or HOST:PORT", "what is recorded is all of a host"};
  auto url = parse_url(std::string(scheme).append(text));
  if (auto* error = std::get_if<text::InputError>(&url)) {
    error->offset -= std::min(error->offset, scheme.size());
    return std::move(*error);
  }
  const auto& [is_tls, host, port, path, query] = std::get<Url>(url);
  return Intercept{.host = small(host), .port = has_port(text) ? port : std::uint16_t{0}};
}

}  // namespace

std::variant<Intercept, text::InputError> parse_intercept(std::string_view text) {
  const auto equals = std::min(text.find('='), text.size());
  auto intercept = parse_authority_alone(text.substr(0, equals));
  if (equals == text.size() || std::holds_alternative<text::InputError>(intercept)) return intercept;
  auto url = parse_url(text.substr(equals + 1));
  if (auto* error = std::get_if<text::InputError>(&url)) {
    error->offset += equals + 1;
    return std::move(*error);
  }
  if (const auto question = text.find('?', equals); question != text.npos)
    return text::InputError{question, "a query", "a URL without one", "each request brings its own"};
  std::get<Intercept>(intercept).instead = std::get<Url>(std::move(url));
  return intercept;
}

bool intercepts(const Intercept& intercept, const Url& asked) {
  return (intercept.port == 0 || intercept.port == asked.port) && intercept.host == small(asked.host);
}

Url called_for(const Intercept& intercept) {
  if (intercept.instead) return *intercept.instead;
  const auto port = intercept.port == 0 ? std::uint16_t{443} : intercept.port;
  return {.is_tls = true, .host = intercept.host, .port = port, .path = "", .query = ""};
}

}  // namespace wiretape::net
