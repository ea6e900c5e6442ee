#include "wiretape/core/redact/rules/load_rules.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "wiretape/core/text/excerpt.h"
#include "wiretape/core/text/nearest_key.h"
#include "wiretape/core/wire/http/http_characters.h"
#include "wiretape/core/yaml/format_version.h"
#include "wiretape/core/yaml/node_reader.h"
#include "wiretape/core/yaml/parse_document.h"

namespace wiretape::redact {
namespace {

// rules = wiretape_rules [ personal_data ] [ remove ] [ members ] [ hide_headers ] [ show_headers ] [ query ]
//         [ volatile ] [ values ]
// value = name prefix [ characters ] [ at_least ] [ show_prefix ]

constexpr yaml::FileFormat rules_format{.key = "wiretape_rules", .name = "rules file", .version = "1"};

constexpr std::size_t longest_prefix = 60;  // of which TextMatcher remembers where it may begin
constexpr std::uint64_t most_characters = 200;

constexpr std::array<std::pair<std::string_view, Alphabet>, 4> alphabets{{{"capitals", Alphabet::capitals},
                                                                          {"letters", Alphabet::letters},
                                                                          {"word", Alphabet::word},
                                                                          {"token", Alphabet::token}}};

/// Calls `take(text, node)` for each text of a list.
template <class Take>
void read_texts(const yaml::YamlNode& node, std::string_view expected, yaml::Mistakes& mistakes, Take take) {
  const auto read = [&](const yaml::YamlNode& item) {
    const auto text = yaml::read_text(item, expected, mistakes);
    if (text && text->empty()) yaml::refuse(item, expected, mistakes);
    if (text && !text->empty()) take(*text, item);
  };
  yaml::read_list(node, fmt::format("a list, each {}", expected), read, mistakes);
}

void read_small_names(const yaml::YamlNode& node, std::string_view expected, std::vector<std::string>& names,
                      yaml::Mistakes& mistakes) {
  read_texts(node, expected, mistakes, [&](std::string name, const yaml::YamlNode&) {
    std::ranges::transform(name, name.begin(), wire::to_lower);
    names.push_back(std::move(name));
  });
}

void read_removed(const yaml::YamlNode& node, Rules& rules, yaml::Mistakes& mistakes) {
  read_texts(node, "the name of a rule", mistakes, [&](const std::string& name, const yaml::YamlNode& item) {
    const auto nearest = text::nearest_key(name, rule_names(rules));
    const std::string hint = nearest ? fmt::format("did you mean '{}'?", *nearest) : "docs/redaction.md lists them";
    if (!remove_rule(rules, name))
      mistakes.add(item.offset, fmt::format("unknown rule '{}'", text::excerpt(name)), "the name of a rule", hint);
  });
}

std::optional<Alphabet> read_alphabet(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  constexpr std::string_view expected = "one of: capitals, letters, word, token";
  const auto name = yaml::read_text(node, expected, mistakes);
  if (!name) return std::nullopt;
  const auto found =
      std::ranges::find(alphabets, std::string_view(*name), &std::pair<std::string_view, Alphabet>::first);
  if (found != alphabets.end()) return found->second;
  yaml::refuse(node, expected, mistakes);
  return std::nullopt;
}

void read_prefix(const yaml::YamlNode& node, ValueShape& shape, yaml::Mistakes& mistakes) {
  const std::string expected =
      fmt::format("a prefix of 2 to {} bytes without quotes, with which such values begin", longest_prefix);
  const auto prefix = yaml::read_text(node, expected, mistakes);
  if (!prefix) return;
  const bool is_one_text = prefix->find_first_of("\"\r\n") == prefix->npos;
  if (!is_one_text || prefix->size() < 2 || prefix->size() > longest_prefix)
    return yaml::refuse(node, expected, mistakes);
  shape.prefixes = {*prefix};
}

ValueShape read_value(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  ValueShape shape;
  const bool is_mapping = yaml::read_mapping(
      node, "a value",
      {{"name",
        [&](const yaml::YamlNode& value) {
          shape.name = yaml::read_text(value, "a name for the rule", mistakes).value_or("");
        }},
       {"prefix", [&](const yaml::YamlNode& value) { read_prefix(value, shape, mistakes); }},
       {"characters",
        [&](const yaml::YamlNode& value) { shape.alphabet = read_alphabet(value, mistakes).value_or(shape.alphabet); }},
       {"at_least",
        [&](const yaml::YamlNode& value) {
          shape.least = yaml::read_whole(value, 1, most_characters, mistakes).value_or(shape.least);
        }},
       {"show_prefix",
        [&](const yaml::YamlNode& value) {
          shape.shows_prefix = yaml::read_flag(value, mistakes).value_or(shape.shows_prefix);
        }}},
      mistakes);
  if (!is_mapping) return shape;
  yaml::require_member(node, "a value", "name", mistakes);
  yaml::require_member(node, "a value", "prefix", mistakes);
  return shape;
}

Rules read_rules(const yaml::YamlNode& root, Rules rules, yaml::Mistakes& mistakes) {
  if (root.kind == yaml::YamlNode::Kind::mapping && !yaml::check_version(root, rules_format, mistakes)) return rules;
  bool finds_personal_data = true;
  yaml::read_mapping(
      root, "a rules file",
      {{"wiretape_rules", [](const yaml::YamlNode&) {}},  // check_version reads it
       {"personal_data",
        [&](const yaml::YamlNode& value) { finds_personal_data = yaml::read_flag(value, mistakes).value_or(true); }},
       {"remove", [&](const yaml::YamlNode& value) { read_removed(value, rules, mistakes); }},
       {"members",
        [&](const yaml::YamlNode& value) {
          read_texts(value, "the name of a JSON member", mistakes, [&](const std::string& name, const yaml::YamlNode&) {
            rules.members.push_back(folded_name(name));
          });
        }},
       {"hide_headers",
        [&](const yaml::YamlNode& value) {
          read_small_names(value, "the name of a header", rules.hidden_headers, mistakes);
        }},
       {"show_headers",
        [&](const yaml::YamlNode& value) {
          read_small_names(value, "the name of a header", rules.shown_headers, mistakes);
        }},
       {"query",
        [&](const yaml::YamlNode& value) {
          read_small_names(value, "the name of a query parameter", rules.query_parameters, mistakes);
        }},
       {"volatile",
        [&](const yaml::YamlNode& value) {
          read_texts(
              value, "the names that lead to a JSON member, with dots between them", mistakes,
              [&](std::string path, const yaml::YamlNode&) { rules.volatile_fields.push_back(std::move(path)); });
        }},
       {"values",
        [&](const yaml::YamlNode& value) {
          yaml::read_list(
              value, "a list of values",
              [&](const yaml::YamlNode& item) { rules.shapes.push_back(read_value(item, mistakes)); }, mistakes);
        }}},
      mistakes);
  if (!finds_personal_data) keep_personal_data(rules);
  return rules;
}

}  // namespace

std::variant<Rules, text::Diagnostics> parse_rules(std::string_view text, const std::string& file, const Rules& rules) {
  return yaml::parse_document(
      {text}, file, {"rules file", "a rules file: the key 'wiretape_rules' and rules"}, rules_limits,
      [&](const yaml::YamlNode& root, yaml::Mistakes& mistakes) { return read_rules(root, rules, mistakes); });
}

}  // namespace wiretape::redact
