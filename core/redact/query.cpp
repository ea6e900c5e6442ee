#include "wiretape/core/redact/query.h"

#include "wiretape/core/redact/headers.h"
#include "wiretape/core/redact/secret_name.h"
#include "wiretape/core/text/percent_encoding.h"
#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::redact {
namespace {

constexpr std::string_view secret_prefix = "x-amz-";

bool is_secret(std::string_view encoded_name) {
  // A name whose encoding is unsound is looked at as it stands.
  const auto name = text::percent_decoded(encoded_name).value_or(std::string(encoded_name));
  return names_secret(name) || wire::equal_ignoring_case(name.substr(0, secret_prefix.size()), secret_prefix);
}

void append_parameter(std::string& out, std::string_view parameter) {
  const auto equals = parameter.find('=');
  if (equals == parameter.npos || !is_secret(parameter.substr(0, equals))) {
    out.append(parameter);
  } else {
    out.append(parameter.substr(0, equals + 1)).append(redacted);
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

}  // namespace

std::string redacted_target(std::string_view target) {
  const auto question = target.find('?');
  std::string out;
  out.reserve(target.size());
  append_before_query(out, target.substr(0, question));
  if (question == target.npos) return out;
  out.push_back('?');
  for (auto query = target.substr(question + 1);;) {
    const auto separator = query.find('&');
    append_parameter(out, query.substr(0, separator));
    if (separator == query.npos) return out;
    out.push_back('&');
    query.remove_prefix(separator + 1);
  }
}

}  // namespace wiretape::redact
