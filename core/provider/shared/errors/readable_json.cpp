#include "wiretape/core/provider/shared/errors/readable_json.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <string_view>
#include <system_error>

#include "wiretape/core/text/json/surrogate_half.h"
#include "wiretape/core/text/utf8.h"

namespace wiretape::provider {
namespace {

bool is_finite(std::string_view number) {
  double value = 0;
  const auto result = std::from_chars(number.data(), number.data() + number.size(), value);
  return result.ec == std::errc() && std::isfinite(value);
}

/// How long the text or the number is that JSON begins with; of anything else a byte.
std::size_t token_length(std::string_view json) {
  if (json.front() != '"') {
    return std::max<std::size_t>(1, std::min(json.find_first_not_of("0123456789.eE+-"), json.size()));
  }
  for (std::size_t at = 1; at < json.size(); ++at) {
    if (json[at] == '"') return at + 1;
    if (json[at] == '\\') ++at;
  }
  return json.size();
}

/// Numbers beyond a double become null.
std::string with_finite_numbers(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (std::string_view token; !json.empty(); json.remove_prefix(token.size())) {
    token = json.substr(0, token_length(json));
    const bool is_number = token.front() == '-' || (token.front() >= '0' && token.front() <= '9');
    out += is_number && !is_finite(token) ? "null" : token;
  }
  return out;
}

}  // namespace

std::string readable_json(std::string_view text) {
  return with_finite_numbers(text::with_whole_pairs(text::to_valid_utf8(text)));
}

}  // namespace wiretape::provider
