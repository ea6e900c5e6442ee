#include "wiretape/core/provider/shared/errors/readable_json.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <system_error>

#include "wiretape/core/text/json/surrogate_half.h"
#include "wiretape/core/text/utf8.h"

namespace wiretape::provider {
namespace {

/// The place of each `\uXXXX` that is half of a surrogate pair without its other half is where U+FFFD is meant.
std::string with_whole_pairs(std::string json) {
  const auto unit_at = [&](std::size_t at) {
    return at < json.size() ? text::escaped_unit(std::string_view(json).substr(at)).value_or(0) : 0;
  };
  for (std::size_t at = json.find('\\'); at < json.size(); at = json.find('\\', at)) {
    const bool is_high = text::is_high_surrogate(unit_at(at));
    const bool is_half = is_high || text::is_low_surrogate(unit_at(at));
    const bool is_pair = is_high && text::is_low_surrogate(unit_at(at + 6));
    if (is_half && !is_pair) json.replace(at + 2, 4, "fffd");
    at += is_pair ? 12 : 2;
  }
  return json;
}

/// Numbers beyond a double become null.
std::string with_finite_numbers(std::string json) {
  bool is_in_text = false;
  for (std::size_t at = 0; at < json.size(); ++at) {
    if (json[at] == '"') is_in_text = !is_in_text;
    if (json[at] == '\\') ++at;
    if (is_in_text || at >= json.size() || json[at] < '0' || json[at] > '9') continue;
    const auto end = std::min(json.find_first_not_of("0123456789.eE+-", at), json.size());
    const auto begin = at > 0 && json[at - 1] == '-' ? at - 1 : at;
    double value = 0;
    const auto result = std::from_chars(json.data() + at, json.data() + end, value);
    const bool is_finite = result.ec == std::errc() && std::isfinite(value);
    if (!is_finite) json.replace(begin, end - begin, "null");
    at = is_finite ? end - 1 : begin + 3;
  }
  return json;
}

}  // namespace

std::string readable_json(std::string_view text) {
  return with_finite_numbers(with_whole_pairs(text::to_valid_utf8(text)));
}

}  // namespace wiretape::provider
