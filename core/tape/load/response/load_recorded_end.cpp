#include "wiretape/core/tape/load/response/load_recorded_end.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "wiretape/core/text/nearest_key.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

using By = RecordedEnd::By;
using wire::Ending;

// All but cut_in_head: where the head is not whole there is no status to write down.
constexpr std::array by_upstream{Ending::complete,        Ending::closed,          Ending::cut_in_size_line,
                                 Ending::cut_in_data,     Ending::cut_before_crlf, Ending::cut_between_chunks,
                                 Ending::cut_in_trailers, Ending::reset,           Ending::short_content_length,
                                 Ending::tls_cut,         Ending::malformed};
constexpr std::array by_client{Ending::abandoned, Ending::timed_out, Ending::reset};

template <class Endings>
std::vector<std::string_view> names_of(const Endings& endings) {
  std::vector<std::string_view> names(endings.size());
  std::ranges::transform(endings, names.begin(), [](Ending ending) { return to_string(ending); });
  return names;
}

By read_by(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  constexpr std::array<std::string_view, 2> words{"upstream", "client"};
  const bool is_text = node.kind == yaml::YamlNode::Kind::text;
  if (is_text && node.text == "client") return By::client;
  if (is_text && node.text == "upstream") return By::upstream;
  const auto nearest = text::nearest_key(node.text, words);
  yaml::refuse(node, "upstream or client", mistakes, nearest ? fmt::format("did you mean '{}'?", *nearest) : "");
  return By::upstream;
}

Ending read_how(const yaml::YamlNode& node, By by, yaml::Mistakes& mistakes) {
  const std::vector<std::string_view> names = by == By::client ? names_of(by_client) : names_of(by_upstream);
  const auto found = std::ranges::find(names, node.text);
  if (node.kind == yaml::YamlNode::Kind::text && found != names.end()) {
    const auto index = static_cast<std::size_t>(found - names.begin());
    return by == By::client ? by_client.at(index) : by_upstream.at(index);
  }
  std::string hint;
  if (node.text == to_string(Ending::cut_in_head)) {
    hint = "a response without a whole head can't be recorded";
  } else if (const auto nearest = text::nearest_key(node.text, names)) {
    hint = fmt::format("did you mean '{}'?", *nearest);
  }
  yaml::refuse(node,
               fmt::format("how the {} ends a response, one of: {}", by == By::client ? "client" : "upstream",
                           fmt::join(names, ", ")),
               mistakes, std::move(hint));
  return Ending::complete;
}

}  // namespace

RecordedEnd read_recorded_end(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  RecordedEnd end;
  const bool is_mapping =
      yaml::read_mapping(node, "an end",
                         {{"by", [&](const yaml::YamlNode& value) { end.by = read_by(value, mistakes); }},
                          {"how", [](const yaml::YamlNode&) {}}},  // its names depend on `by`, wherever that stands
                         mistakes);
  if (!is_mapping) return end;
  yaml::require_member(node, "an end", "how", mistakes);
  if (const yaml::YamlMember* how = yaml::find_member(node, "how")) end.how = read_how(*how->value, end.by, mistakes);
  return end;
}

}  // namespace wiretape::tape
