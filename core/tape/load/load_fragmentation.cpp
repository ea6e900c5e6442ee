#include "wiretape/core/tape/load/load_fragmentation.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "wiretape/core/text/nearest_key.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

// fragment = word / { size } / { at } / { random: { least, most } }
constexpr std::string_view fragmentation_forms =
    "event, line, whole, utf8, {size: N}, {at: [N, …]} or {random: {least: N, most: N}}";
constexpr std::array<std::string_view, 4> words{"event", "line", "whole", "utf8"};

/// Larger fragments than any body: what is asked for is `whole`.
constexpr std::uint64_t most_bytes = std::uint64_t{1} << 32U;

std::optional<Fragmentation> fragmentation_word(std::string_view word) {
  if (word == "event") return FragmentEvents{};
  if (word == "line") return FragmentLines{};
  if (word == "whole") return FragmentWhole{};
  if (word == "utf8") return FragmentUtf8{};
  return std::nullopt;
}

Fragmentation read_offsets(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  FragmentAt at;
  const auto read_offset = [&](const yaml::YamlNode& item) {
    const auto offset = yaml::read_whole(item, 1, most_bytes, mistakes);
    if (!offset) return;
    const bool rises = at.offsets.empty() || at.offsets.back() < *offset;
    if (!rises) yaml::refuse(item, fmt::format("an offset after {}", at.offsets.back()), mistakes);
    at.offsets.push_back(*offset);
  };
  yaml::read_list(node, "a list of body offsets to cut before", read_offset, mistakes);
  return at;
}

Fragmentation read_random(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  FragmentRandom random{.least = 1, .most = 1};
  const auto read_bound = [&](std::size_t& bound) {
    return
        [&](const yaml::YamlNode& value) { bound = yaml::read_whole(value, 1, most_bytes, mistakes).value_or(bound); };
  };
  if (!yaml::read_mapping(node, "random fragments",
                          {{"least", read_bound(random.least)}, {"most", read_bound(random.most)}}, mistakes)) {
    return random;
  }
  yaml::require_member(node, "random fragments", "least", mistakes);
  yaml::require_member(node, "random fragments", "most", mistakes);
  const yaml::YamlMember* most = yaml::find_member(node, "most");
  if (most != nullptr && random.most < random.least) {
    yaml::refuse(*most->value, fmt::format("at least {}, as least says", random.least), mistakes);
  }
  return random;
}

Fragmentation read_form(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  Fragmentation fragmentation;
  yaml::read_mapping(node, "fragment",
                     {{"size",
                       [&](const yaml::YamlNode& value) {
                         fragmentation =
                             FragmentSize{.bytes = yaml::read_whole(value, 1, most_bytes, mistakes).value_or(1)};
                       }},
                      {"at", [&](const yaml::YamlNode& value) { fragmentation = read_offsets(value, mistakes); }},
                      {"random", [&](const yaml::YamlNode& value) { fragmentation = read_random(value, mistakes); }}},
                     mistakes);
  if (node.members.empty()) yaml::refuse(node, fragmentation_forms, mistakes);
  yaml::refuse_beside(node, "size", {"at", "random"}, mistakes);
  yaml::refuse_beside(node, "at", {"random"}, mistakes);
  return fragmentation;
}

}  // namespace

Fragmentation read_fragmentation(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  if (node.kind == yaml::YamlNode::Kind::mapping) return read_form(node, mistakes);
  if (node.kind == yaml::YamlNode::Kind::text) {
    if (const auto fragmentation = fragmentation_word(node.text)) return *fragmentation;
  }
  std::string hint;
  if (node.kind == yaml::YamlNode::Kind::number) {
    hint = fmt::format("write {{size: {}}} for fragments of that many bytes", node.text);
  } else if (const auto nearest = text::nearest_key(node.text, words)) {
    hint = fmt::format("did you mean '{}'?", *nearest);
  }
  yaml::refuse(node, fragmentation_forms, mistakes, std::move(hint));
  return {};
}

}  // namespace wiretape::tape
