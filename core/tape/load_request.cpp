#include "wiretape/core/tape/load_request.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/tape/json_text.h"
#include "wiretape/core/tape/node_reader.h"
#include "wiretape/core/wire/http_characters.h"

namespace wiretape::tape {
namespace {

constexpr std::array<std::string_view, 5> common_methods{"GET", "POST", "PUT", "PATCH", "DELETE"};

void read_method(const YamlNode& node, RequestRule& rule, Mistakes& mistakes) {
  rule.method = read_text(node, "an HTTP method, such as POST", mistakes);
  if (!rule.method) return;
  const bool is_token = !rule.method->empty() && wire::token_bytes.find_outside(*rule.method) == std::string_view::npos;
  if (!is_token) refuse(node, "an HTTP method, such as POST", mistakes);
  // Methods are case-sensitive, and no client sends these in other letters.
  const auto* const common = std::ranges::find_if(
      common_methods, [&](std::string_view method) { return wire::equal_ignoring_case(method, *rule.method); });
  if (common != common_methods.end() && *common != *rule.method) {
    refuse(node, "an HTTP method in its own letters", mistakes, fmt::format("did you mean '{}'?", *common));
  }
}

void read_path(const YamlNode& node, RequestRule& rule, Mistakes& mistakes) {
  constexpr std::string_view expected = "a path, such as /v1/chat/completions";
  rule.path = read_text(node, expected, mistakes);
  if (!rule.path) return;
  if (!rule.path->starts_with('/')) {
    refuse(node, expected, mistakes, "a path begins with '/' and has no host before it");
  } else if (const std::size_t query = rule.path->find_first_of("?#"); query != std::string::npos) {
    refuse(node, expected, mistakes, "leave out the query: paths are compared without it");
  } else if (rule.path->find_first_of(" \t\r\n") != std::string::npos) {
    refuse(node, expected, mistakes, "write a blank as %20");
  }
}

void read_json_pattern(const YamlNode& node, RequestRule& rule, Mistakes& mistakes) {
  if (node.kind != YamlNode::Kind::mapping && node.kind != YamlNode::Kind::list) {
    refuse(node, "a mapping or a list that the request's JSON must contain", mistakes);
    return;
  }
  const std::size_t mistakes_before = mistakes.count();
  rule.json = json_text(node, mistakes);
  if (mistakes.count() != mistakes_before) return;
  // Numbers that no double holds can't be compared.
  if (!nlohmann::json::accept(*rule.json)) {
    refuse(node, "JSON to compare with", mistakes, "is a number in it too large?");
  }
}

}  // namespace

RequestRule read_request(const YamlNode& node, Mistakes& mistakes) {
  RequestRule rule;
  read_mapping(node, "a request",
               {{"method", [&](const YamlNode& value) { read_method(value, rule, mistakes); }},
                {"path", [&](const YamlNode& value) { read_path(value, rule, mistakes); }},
                {"json", [&](const YamlNode& value) { read_json_pattern(value, rule, mistakes); }}},
               mistakes);
  return rule;
}

}  // namespace wiretape::tape
