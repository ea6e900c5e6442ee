#include "wiretape/convert/request_rule.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "wiretape/convert/json_access.h"
#include "wiretape/convert/plain_body.h"
#include "wiretape/core/redact/headers.h"
#include "wiretape/core/tape/match/path_pattern.h"
#include "wiretape/core/tape/match/query_parameters.h"
#include "wiretape/core/text/json/bounded_json.h"
#include "wiretape/core/text/json/write_json.h"
#include "wiretape/core/text/utf8.h"
#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::convert {
namespace {

/// What decides the answer: what the dialects call the model, the conversation, and whether it is to be streamed.
constexpr std::array<std::string_view, 9> telling_members{"model",  "messages",     "contents", "input", "inputs",
                                                          "prompt", "instructions", "system",   "stream"};

constexpr std::size_t most_members = 10'000;
constexpr int deepest_rule = 48;  // a tape has 64 levels, some of them around the rule

struct Target {
  std::string path;
  std::string_view query;
};

/// The path as a pattern that only it fits, as far as patterns can say it.
std::string literal_pattern(std::string_view path) {
  std::string pattern = text::to_valid_utf8(path);
  if (std::holds_alternative<tape::PathPattern>(tape::PathPattern::parse(pattern))) return pattern;
  std::ranges::replace_if(
      pattern, [](char byte) { return byte == '{' || byte == '}'; }, '*');
  return std::holds_alternative<tape::PathPattern>(tape::PathPattern::parse(pattern)) ? pattern : "/*";
}

Target split(std::string_view target) {
  if (const auto scheme = target.find("://"); scheme != target.npos && scheme < target.find_first_of("/?#")) {
    const auto path = target.find_first_of("/?#", scheme + 3);
    target = path == target.npos ? "" : target.substr(path);
  }
  target = target.substr(0, target.find('#'));
  const auto question = std::min(target.find('?'), target.size());
  const auto path = target.substr(0, question);
  return {literal_pattern(path.empty() ? "/" : path), target.substr(std::min(question + 1, target.size()))};
}

std::vector<tape::NamedRule> query_rules(std::string_view query) {
  std::vector<tape::NamedRule> rules;
  for (const auto& [name, value] : tape::query_parameters(query)) {
    const bool is_text = text::to_valid_utf8(name) == name && text::to_valid_utf8(value) == value;
    if (is_text && !name.empty() && value != redact::redacted)
      rules.push_back({name, {tape::TextRule::Kind::equals, value}});
  }
  return rules;
}

int depth_of(const Json& value) {
  int deepest = 0;
  if (!value.is_structured()) return 0;
  for (const Json& inside : value)
    deepest = std::max(deepest, depth_of(inside));
  return deepest + 1;
}

Json telling_part(const Json& body) {
  Json part = Json::object();
  for (const std::string_view name : telling_members) {
    if (const Json* value = member(&body, name)) part[std::string(name)] = *value;
  }
  return part.empty() ? body : part;
}

std::optional<std::string> json_rule(std::string_view text) {
  const auto body = text::parse_bounded_json<Json>(text, most_members);
  if (!body || !body->is_object() || body->empty()) return std::nullopt;
  const Json part = telling_part(*body);
  if (depth_of(part) > deepest_rule) return std::nullopt;
  return text::write_json(part);
}

/// In the letters that HTTP has them in; some formats have them in small ones.
std::string method_name(std::string_view method) {
  constexpr std::array<std::string_view, 7> common{"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"};
  const auto found =
      std::ranges::find_if(common, [&](std::string_view name) { return wire::equal_ignoring_case(name, method); });
  return std::string(found == common.end() ? method : *found);
}

}  // namespace

tape::RequestRule request_rule(std::string_view method, std::string_view target, const wire::HttpFields& fields,
                               std::string_view body) {
  const Target parts = split(target);
  tape::RequestRule rule;
  rule.method = method_name(method);
  rule.path = parts.path;
  rule.query = query_rules(parts.query);
  rule.json = json_rule(plain_body(fields, body));
  return rule;
}

}  // namespace wiretape::convert
