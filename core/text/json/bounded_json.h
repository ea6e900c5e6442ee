#pragma once

#include <optional>
#include <string_view>

#include <nlohmann/json.hpp>

#include "wiretape/core/text/json/json_depth.h"

// For .cpp files only, as strict_json.h.

namespace wiretape::text {

/// A JSON text as a value: nlohmann::json, or ordered_json to keep its members in order. nullopt where it is no JSON or
/// nested deeper than `deepest_json`. Never throws.
template <class Json>
[[nodiscard]] std::optional<Json> parse_bounded_json(std::string_view text) {
  bool too_deep = false;
  const auto watch_depth = [&](int depth, typename Json::parse_event_t event, Json& /*value*/) {
    using Event = typename Json::parse_event_t;
    if ((event == Event::object_start || event == Event::array_start) && depth >= deepest_json) too_deep = true;
    return !too_deep;
  };
  Json value = Json::parse(text, watch_depth, /*allow_exceptions=*/false);
  if (too_deep || value.is_discarded()) return std::nullopt;
  return value;
}

}  // namespace wiretape::text
