#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <string_view>

#include <nlohmann/json.hpp>

#include "wiretape/core/text/json/json_depth.h"

// For .cpp files only, as strict_json.h.

namespace wiretape::text {

/// A JSON text as a value: nlohmann::json, or ordered_json to keep its members in order. nullopt where it is no JSON,
/// nested deeper than `deepest_json` or has an object of more than `most_members`. Never throws.
template <class Json>
[[nodiscard]] std::optional<Json> parse_bounded_json(
    std::string_view text, std::size_t most_members = std::numeric_limits<std::size_t>::max()) {
  bool is_bounded = true;
  std::array<std::size_t, deepest_json + 1> members{};  // of the object that is open at each depth
  const auto watch = [&](int depth, typename Json::parse_event_t event, Json& /*value*/) {
    using Event = typename Json::parse_event_t;
    const auto at = static_cast<std::size_t>(depth);
    if (event == Event::object_start || event == Event::array_start) {
      if (depth >= deepest_json) is_bounded = false;
      if (is_bounded) members[at + 1] = 0;
    } else if (event == Event::key && is_bounded) {
      is_bounded = ++members[at] <= most_members;
    }
    return is_bounded;
  };
  Json value = Json::parse(text, watch, /*allow_exceptions=*/false);
  if (!is_bounded || value.is_discarded()) return std::nullopt;
  return value;
}

}  // namespace wiretape::text
