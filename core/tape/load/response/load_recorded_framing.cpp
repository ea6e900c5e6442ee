#include "wiretape/core/tape/load/response/load_recorded_framing.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "wiretape/core/tape/load/values/load_headers.h"
#include "wiretape/core/text/blank_separated.h"
#include "wiretape/core/text/excerpt.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

// framing = "close" / { chunks: list of text, trailers: headers }
// text    = size *( " " size )                                                 in bytes, decimal
constexpr std::string_view framing_forms = "close, or {chunks: [\"61 3 …\"], trailers: [[name, value], …]}";
constexpr std::string_view sizes_form = "sizes of chunks in bytes, such as \"61 3 1024\"";

void read_sizes(const yaml::YamlNode& node, std::vector<std::uint64_t>& sizes, yaml::Mistakes& mistakes) {
  const std::optional<std::string> text = yaml::read_word(node, sizes_form, mistakes);  // one size alone is a number
  if (!text) return;
  for (const std::string_view word : text::blank_separated(*text)) {
    const std::optional<std::uint64_t> size = text::parse_count(word);
    if (!size || *size == 0) {
      return yaml::refuse(
          node, sizes_form, mistakes,
          size ? "the last chunk, of size 0, is not listed" : fmt::format("'{}' is no size", text::excerpt(word)));
    }
    sizes.push_back(*size);
  }
}

}  // namespace

RecordedFraming read_recorded_framing(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  if (node.kind == yaml::YamlNode::Kind::text && node.text == "close") return CloseFraming{};
  if (node.kind != yaml::YamlNode::Kind::mapping) {
    yaml::refuse(node, framing_forms, mistakes);
    return {};
  }
  ChunkFraming framing;
  const auto read_size_list = [&](const yaml::YamlNode& value) {
    const auto read_item = [&](const yaml::YamlNode& item) { read_sizes(item, framing.sizes, mistakes); };
    yaml::read_list(value, fmt::format("a list of {}", sizes_form), read_item, mistakes);
  };
  yaml::read_mapping(
      node, "a framing",
      {{"chunks", read_size_list},
       {"trailers", [&](const yaml::YamlNode& value) { framing.trailers = read_headers(value, mistakes); }}},
      mistakes);
  return framing;
}

}  // namespace wiretape::tape
