#include "wiretape/core/tape/load/load_request.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/tape/load/load_conversation.h"
#include "wiretape/core/tape/load/values/load_text_rule.h"
#include "wiretape/core/tape/match/list_pattern.h"
#include "wiretape/core/tape/match/path_pattern.h"
#include "wiretape/core/text/excerpt.h"
#include "wiretape/core/wire/http/http_characters.h"
#include "wiretape/core/yaml/node_json.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

constexpr std::array<std::string_view, 5> common_methods{"GET", "POST", "PUT", "PATCH", "DELETE"};

void read_method(const yaml::YamlNode& node, RequestRule& rule, yaml::Mistakes& mistakes) {
  rule.method = yaml::read_text(node, "an HTTP method, such as POST", mistakes);
  if (!rule.method) return;
  const bool is_token = !rule.method->empty() && wire::token_bytes.find_outside(*rule.method) == std::string_view::npos;
  if (!is_token) yaml::refuse(node, "an HTTP method, such as POST", mistakes);
  // Methods are case-sensitive, and no client sends these in other letters.
  const auto* const common = std::ranges::find_if(
      common_methods, [&](std::string_view method) { return wire::equal_ignoring_case(method, *rule.method); });
  if (common != common_methods.end() && *common != *rule.method) {
    yaml::refuse(node, "an HTTP method in its own letters", mistakes, fmt::format("did you mean '{}'?", *common));
  }
}

void read_path(const yaml::YamlNode& node, RequestRule& rule, yaml::Mistakes& mistakes) {
  constexpr std::string_view expected = "a path, such as /v1/chat/completions";
  rule.path = yaml::read_text(node, expected, mistakes);
  if (!rule.path) return;
  if (!rule.path->starts_with('/')) {
    yaml::refuse(node, expected, mistakes, "a path begins with '/' and has no host before it");
  } else if (const std::size_t query = rule.path->find_first_of("?#"); query != std::string::npos) {
    yaml::refuse(node, expected, mistakes, "leave out the query: it is compared by the key 'query'");
  } else if (rule.path->find_first_of(" \t\r\n") != std::string::npos) {
    yaml::refuse(node, expected, mistakes, "write a blank as %20");
  } else if (const auto pattern = PathPattern::parse(*rule.path); std::holds_alternative<text::InputError>(pattern)) {
    const auto& error = std::get<text::InputError>(pattern);
    mistakes.add(node.offset, fmt::format("{} in the path '{}'", error.found, text::excerpt(*rule.path)),
                 error.expected);
  }
}

bool is_open_end(const yaml::YamlNode& item) {
  return item.kind == yaml::YamlNode::Kind::text && item.text == open_end;
}

/// Notes each list, at any depth, that is open at both ends.
void check_open_lists(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  if (node.items.size() > 1 && is_open_end(*node.items.front()) && is_open_end(*node.items.back())) {
    mistakes.add(node.offset, "a list with '...' at both ends", "'...' at one of them",
                 "{contains: …} in place of the list fits where any element does");
  }
  for (const yaml::YamlNode* item : node.items)
    check_open_lists(*item, mistakes);
  for (const yaml::YamlMember& member : node.members)
    check_open_lists(*member.value, mistakes);
}

void read_json_pattern(const yaml::YamlNode& node, RequestRule& rule, yaml::Mistakes& mistakes) {
  if (node.kind != yaml::YamlNode::Kind::mapping && node.kind != yaml::YamlNode::Kind::list) {
    yaml::refuse(node, "a mapping or a list that the request's JSON must contain", mistakes);
    return;
  }
  const std::size_t mistakes_before = mistakes.count();
  rule.json = yaml::json_text(node, mistakes);
  check_open_lists(node, mistakes);
  if (mistakes.count() != mistakes_before) return;
  // Numbers that no double holds can't be compared.
  if (!nlohmann::json::accept(*rule.json)) {
    yaml::refuse(node, "JSON to compare with", mistakes, "is a number in it too large?");
  }
}

// query, headers = mapping of name: value / list of [name, value]
std::vector<NamedRule> read_named_rules(const yaml::YamlNode& node, std::string_view what, yaml::Mistakes& mistakes) {
  std::vector<NamedRule> rules;
  const auto read_rule = [&](const yaml::YamlNode& name_node, const yaml::YamlNode& value) {
    const auto name = yaml::read_word(name_node, what, mistakes);
    if (name && name->empty()) yaml::refuse(name_node, what, mistakes);
    rules.push_back({.name = name.value_or(""), .value = read_text_rule(value, mistakes)});
  };
  if (node.kind == yaml::YamlNode::Kind::mapping) {
    for (const yaml::YamlMember& member : node.members)
      read_rule(*member.key, *member.value);
    return rules;
  }
  const auto read_pair = [&](const yaml::YamlNode& item) {
    if (item.kind != yaml::YamlNode::Kind::list || item.items.size() != 2)
      return yaml::refuse(item, "[name, value]", mistakes);
    read_rule(*item.items[0], *item.items[1]);
  };
  yaml::read_list(node, "a mapping, or a list of [name, value] pairs", read_pair, mistakes);
  return rules;
}

/// One text, or a list of them that all must be found.
void read_body_rules(const yaml::YamlNode& node, TextRule::Kind kind, RequestRule& rule, yaml::Mistakes& mistakes) {
  const auto read_one = [&](const yaml::YamlNode& item) {
    const auto text = yaml::read_word(item, "a text, or a list of texts", mistakes);
    if (text && kind == TextRule::Kind::matches) check_expression(item, *text, mistakes);
    if (text) rule.body.push_back({.kind = kind, .text = *text});
  };
  if (node.kind != yaml::YamlNode::Kind::list) return read_one(node);
  yaml::read_list(node, "a text, or a list of texts", read_one, mistakes);
}

void read_negations(const yaml::YamlNode& node, RequestRule& rule, yaml::Mistakes& mistakes) {
  const auto read_one = [&](const yaml::YamlNode& item) {
    rule.none_of.push_back(read_request(item, mistakes));
    if (item.kind == yaml::YamlNode::Kind::mapping && item.members.empty()) {
      mistakes.add(item.offset, "an empty mapping", "at least one clause",
                   "nothing is left when what fits any request is taken away");
    }
  };
  if (node.kind != yaml::YamlNode::Kind::list) return read_one(node);
  yaml::read_list(node, "a request's rule, or a list of them", read_one, mistakes);
}

std::vector<yaml::KnownKey> request_keys(RequestRule& rule, yaml::Mistakes& mistakes) {
  using Kind = TextRule::Kind;
  return {
      {"method", [&](const yaml::YamlNode& value) { read_method(value, rule, mistakes); }},
      {"path", [&](const yaml::YamlNode& value) { read_path(value, rule, mistakes); }},
      {"query",
       [&](const yaml::YamlNode& value) {
         rule.query = read_named_rules(value, "a query parameter's name", mistakes);
       }},
      {"headers",
       [&](const yaml::YamlNode& value) { rule.headers = read_named_rules(value, "a header's name", mistakes); }},
      {"json", [&](const yaml::YamlNode& value) { read_json_pattern(value, rule, mistakes); }},
      {"contains", [&](const yaml::YamlNode& value) { read_body_rules(value, Kind::contains, rule, mistakes); }},
      {"matches", [&](const yaml::YamlNode& value) { read_body_rules(value, Kind::matches, rule, mistakes); }},
      {"not", [&](const yaml::YamlNode& value) { read_negations(value, rule, mistakes); }},
  };
}

}  // namespace

RequestRule read_request(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  RequestRule rule;
  auto keys = request_keys(rule, mistakes);
  auto of_conversation = conversation_keys(rule.conversation, mistakes);
  keys.insert(keys.end(), std::move_iterator(of_conversation.begin()), std::move_iterator(of_conversation.end()));
  yaml::read_mapping(node, "a request", keys, mistakes);
  return rule;
}

}  // namespace wiretape::tape
