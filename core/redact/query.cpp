#include "wiretape/core/redact/query.h"

#include <algorithm>
#include <functional>

#include "wiretape/core/redact/headers.h"
#include "wiretape/core/redact/secret_name.h"
#include "wiretape/core/text/percent_encoding.h"
#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::redact {
namespace {

constexpr std::string_view secret_prefix = "x-amz-";

using ParameterRule = std::function<bool(std::string_view encoded_name)>;

std::string decoded_name(std::string_view encoded) {
  // A name whose encoding is unsound is looked at as it stands.
  return text::percent_decoded(encoded).value_or(std::string(encoded));
}

bool is_secret_parameter(std::string_view encoded_name) {
  const auto name = decoded_name(encoded_name);
  return names_secret(name) || wire::equal_ignoring_case(name.substr(0, secret_prefix.size()), secret_prefix);
}

bool is_secret_by(const Rules& rules, std::string_view encoded_name) {
  if (is_secret_parameter(encoded_name)) return true;
  const auto name = decoded_name(encoded_name);
  return std::ranges::any_of(rules.query_parameters,
                             [&](const std::string& own) { return wire::equal_ignoring_case(own, name); });
}

void append_parameter(std::string& out, std::string_view parameter, const ParameterRule& is_secret) {
  const auto equals = parameter.find('=');
  if (equals == parameter.npos || !is_secret(parameter.substr(0, equals))) {
    out.append(parameter);
  } else {
    out.append(parameter.substr(0, equals + 1)).append(redacted);
  }
}

/// Calls `visit(parameter, separator)` for each part of a query, with the `&` behind it.
template <class Visit>
void each_parameter(std::string_view query, Visit visit) {
  for (;;) {
    const auto separator = query.find('&');
    visit(query.substr(0, separator), query.substr(std::min(separator, query.size()), 1));
    if (separator == query.npos) return;
    query.remove_prefix(separator + 1);
  }
}

/// Appends what stands before the query. In `scheme://user@host/path` the user goes.
void append_before_query(std::string& out, std::string_view text) {
  const auto scheme_end = text.find("://");
  if (!text.starts_with('/') && scheme_end != text.npos) {
    const auto authority = scheme_end + 3;
    const auto at = text.substr(0, text.find('/', authority)).rfind('@');
    if (at != text.npos && at >= authority) {
      out.append(text.substr(0, authority)).append(redacted);
      text.remove_prefix(at);
    }
  }
  out.append(text);
}

std::string redacted_by(std::string_view target, const ParameterRule& is_secret) {
  const auto question = target.find('?');
  std::string out;
  out.reserve(target.size());
  append_before_query(out, target.substr(0, question));
  if (question == target.npos) return out;
  out.push_back('?');
  each_parameter(target.substr(question + 1), [&](std::string_view parameter, std::string_view separator) {
    append_parameter(out, parameter, is_secret);
    out.append(separator);
  });
  return out;
}

}  // namespace

std::string redacted_target(std::string_view target) {
  return redacted_by(target, is_secret_parameter);
}

std::string redacted_target(std::string_view target, const Rules& rules) {
  return redacted_by(target, [&](std::string_view name) { return is_secret_by(rules, name); });
}

std::string redacted_location(std::string_view location) {
  const auto hash = location.find('#');
  auto out = redacted_by(location.substr(0, hash), [](std::string_view) { return true; });
  if (hash != location.npos) out.append("#").append(redacted);
  return out;
}

std::vector<std::string_view> secret_parameters(std::string_view target, const Rules& rules) {
  std::vector<std::string_view> values;
  const auto question = target.find('?');
  if (question == target.npos) return values;
  each_parameter(target.substr(question + 1), [&](std::string_view parameter, std::string_view) {
    const auto equals = parameter.find('=');
    if (equals != parameter.npos && is_secret_by(rules, parameter.substr(0, equals)))
      values.push_back(parameter.substr(equals + 1));
  });
  return values;
}

}  // namespace wiretape::redact
