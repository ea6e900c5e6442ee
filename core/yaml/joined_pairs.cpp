#include "wiretape/core/yaml/joined_pairs.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/text/json/json_index.h"
#include "wiretape/core/text/json/surrogate_half.h"

//     {"a": "x\ud83d\ude00y", "b": 1}
//     {"a": "x\U0001f600y"  , "b": 1}

namespace wiretape::yaml {
namespace {

constexpr std::string_view pair = "\\ud83d\\ude00";
constexpr std::size_t shortened = pair.size() - std::string_view("\\U0001f600").size();  // by joining it

/// The character that the pair of escapes comes to which a text begins with; nullopt where it begins with none.
std::optional<char32_t> pair_at_begin(std::string_view text) {
  const auto high = text::escaped_unit(text);
  if (!high || !text::is_high_surrogate(*high)) return std::nullopt;
  const auto low = text::escaped_unit(text.substr(pair.size() / 2));
  return low && text::is_low_surrogate(*low) ? std::optional(text::joined_surrogates(*high, *low)) : std::nullopt;
}

bool may_hold_pair(std::string_view text) {
  return text.find("\\ud") != std::string_view::npos || text.find("\\uD") != std::string_view::npos;
}

/// Of JSON, where a backslash stands in texts only.
std::string joined(std::string_view json) {
  std::string out;
  std::size_t missing = 0;  // bytes, of the text that is being read
  for (std::size_t at = 0; at < json.size();) {
    if (const auto character = pair_at_begin(json.substr(at))) {
      out += fmt::format("\\U{:08x}", static_cast<std::uint32_t>(*character));
      at += pair.size();
      missing += shortened;
      continue;
    }
    const std::size_t length = json[at] == '\\' ? 2 : 1;
    out += json.substr(at, length);
    if (json[at] == '"') out.append(std::exchange(missing, 0), ' ');
    at += length;
  }
  return out;
}

}  // namespace

std::optional<std::string> with_joined_pairs(std::string_view text) {
  if (!may_hold_pair(text)) return std::nullopt;
  text::JsonIndex index;
  const std::string without_halves = text::with_whole_pairs(std::string(text));  // which are refused later, by name
  if (!index.read(without_halves)) return std::nullopt;
  return joined(text);
}

std::size_t place_before_joining(std::string_view joined, std::size_t place) {
  std::size_t missing = 0;
  for (std::size_t at = 0; at < std::min(place, joined.size());) {
    if (joined.substr(at).starts_with("\\U")) missing += shortened;
    if (joined[at] == '"') missing = 0;
    at += joined[at] == '\\' ? 2 : 1;
  }
  return place + missing;
}

}  // namespace wiretape::yaml
