#include "wiretape/core/tape/load/response/load_arrivals.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include <fmt/format.h>

#include "wiretape/core/text/blank_separated.h"
#include "wiretape/core/text/duration.h"
#include "wiretape/core/text/excerpt.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

// arrivals = list of text; text = pair *( " " pair )
// pair     = milliseconds ":" bytes                        412.310:61   61 bytes, 412.310 ms after the read before
constexpr std::string_view form = "pairs of milliseconds and bytes, such as \"412.310:61 18.042:3\"";

std::optional<Arrival> parse_pair(std::string_view pair) {
  const std::size_t colon = pair.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto gap = text::parse_duration(std::string(pair.substr(0, colon)) + "ms");
  const auto bytes = text::parse_count(pair.substr(colon + 1));
  if (!bytes || !std::holds_alternative<std::chrono::microseconds>(gap)) return std::nullopt;
  return Arrival{.gap = std::get<std::chrono::microseconds>(gap), .bytes = *bytes};
}

void read_pairs(const yaml::YamlNode& node, std::vector<Arrival>& arrivals, yaml::Mistakes& mistakes) {
  const std::optional<std::string> text = yaml::read_text(node, form, mistakes);
  if (!text) return;
  for (const std::string_view pair : text::blank_separated(*text)) {
    const std::optional<Arrival> arrival = parse_pair(pair);
    if (!arrival) return yaml::refuse(node, form, mistakes, fmt::format("'{}' is no such pair", text::excerpt(pair)));
    arrivals.push_back(*arrival);
  }
}

}  // namespace

std::vector<Arrival> read_arrivals(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  std::vector<Arrival> arrivals;
  const auto read_item = [&](const yaml::YamlNode& item) { read_pairs(item, arrivals, mistakes); };
  yaml::read_list(node, fmt::format("a list of {}", form), read_item, mistakes);
  return arrivals;
}

}  // namespace wiretape::tape
