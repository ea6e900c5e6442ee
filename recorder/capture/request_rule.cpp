#include "wiretape/recorder/capture/request_rule.h"

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "wiretape/core/redact/headers.h"
#include "wiretape/core/redact/query.h"
#include "wiretape/core/tape/match/path_pattern.h"
#include "wiretape/core/tape/match/query_parameters.h"
#include "wiretape/core/yaml/emit_scalar.h"
#include "wiretape/recorder/capture/json_pattern.h"
#include "wiretape/recorder/capture/masked_text.h"

namespace wiretape::recorder::capture {
namespace {

/// The target without scheme and authority (RFC 9112 section 3.2.2).
std::string_view without_origin(std::string_view target) {
  const auto scheme_end = target.find("://");
  if (target.starts_with('/') || scheme_end == target.npos) return target;
  const auto path = target.find('/', scheme_end + 3);
  return path == target.npos ? std::string_view("/") : target.substr(path);
}

/// Without the session and the plan of faults that a mock server is told in front of a path: they are not what is asked
/// for, and count again when the tape is played.
std::string_view without_prefixes(std::string_view path) {
  for (const std::string_view mark : {"/~", "/@"}) {
    if (!path.starts_with(mark)) continue;
    const auto end = path.find('/', 1);
    path = end == path.npos ? std::string_view("/") : path.substr(end);
  }
  return path;
}

/// The path where it can be a rule's, in which holes and blanks mean something else.
std::optional<std::string> rule_path(std::string_view path) {
  const bool is_plain = path.starts_with('/') && path.find_first_of("#{}* \t") == path.npos && yaml::is_utf8(path);
  const bool is_pattern = is_plain && std::holds_alternative<tape::PathPattern>(tape::PathPattern::parse(path));
  return is_pattern ? std::optional(std::string(path)) : std::nullopt;
}

std::vector<tape::NamedRule> rule_query(std::string_view query) {
  std::vector<tape::NamedRule> rules;
  for (auto& [name, value] : tape::query_parameters(query)) {
    const bool can_be_said = !name.empty() && yaml::is_utf8(name) && yaml::is_utf8(value);
    if (can_be_said && value != redact::redacted && !may_be_masked(value))
      rules.push_back({std::move(name), {.text = std::move(value)}});
  }
  return rules;
}

}  // namespace

tape::RequestRule request_rule(const wire::HttpRequestHead& head, std::string_view body, const KeepRules& rules) {
  const std::string target = redact::redacted_target(head.target);
  const std::string_view shown = without_origin(target);
  const auto question = shown.find('?');
  const auto path = without_prefixes(shown.substr(0, question));
  tape::RequestRule rule{.method = head.method, .path = rule_path(path)};
  if (question != shown.npos) rule.query = rule_query(shown.substr(question + 1));
  if (auto patterns = json_patterns(path, body, rules)) {
    rule.json = std::move(patterns->must);
    for (std::string& other : patterns->must_not)
      rule.none_of.push_back({.json = std::move(other)});
    for (std::string& part : patterns->parts)
      rule.body.push_back({tape::TextRule::Kind::contains, std::move(part)});
  }
  return rule;
}

}  // namespace wiretape::recorder::capture
