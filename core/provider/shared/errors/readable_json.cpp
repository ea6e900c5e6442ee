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
  return with_finite_numbers(text::with_whole_pairs(text::to_valid_utf8(text)));
}

}  // namespace wiretape::provider
