#include "wiretape/core/tape/load/values/load_text_rule.h"

#include <functional>
#include <string>

#include <fmt/format.h>

#include "wiretape/core/tape/match/text_matcher.h"
#include "wiretape/core/text/excerpt.h"

namespace wiretape::tape {
namespace {

using Kind = TextRule::Kind;

/// Reads the value of a key that stands for `kind`.
template <class Rule>
std::function<void(const yaml::YamlNode&)> read_as(Kind kind, Rule& rule, yaml::Mistakes& mistakes) {
  return [&rule, &mistakes, kind](const yaml::YamlNode& value) {
    const TextRule read{.kind = kind, .text = yaml::read_word(value, "a text", mistakes).value_or("")};
    if (kind == Kind::matches) check_expression(value, read.text, mistakes);
    rule = read;
  };
}

}  // namespace

void check_expression(const yaml::YamlNode& node, std::string_view expression, yaml::Mistakes& mistakes) {
  if (const auto error = expression_error(expression)) {
    mistakes.add(node.offset, fmt::format("the expression '{}'", text::excerpt(expression)),
                 "an expression in RE2's syntax", *error);
  }
}

// value = text / {contains: text} / {matches: expression}
TextRule read_text_rule(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  TextRule rule;
  if (node.kind != yaml::YamlNode::Kind::mapping) {
    rule.text = yaml::read_word(node, "a text, {contains: …} or {matches: …}", mistakes).value_or("");
    return rule;
  }
  yaml::read_mapping(
      node, "a text's rule",
      {{"contains", read_as(Kind::contains, rule, mistakes)}, {"matches", read_as(Kind::matches, rule, mistakes)}},
      mistakes);
  yaml::refuse_beside(node, "contains", {"matches"}, mistakes);
  if (node.members.empty()) mistakes.add(node.offset, "an empty mapping", "{contains: …} or {matches: …}");
  return rule;
}

std::vector<yaml::KnownKey> text_rule_keys(std::optional<TextRule>& rule, yaml::Mistakes& mistakes) {
  return {{"text", read_as(Kind::equals, rule, mistakes)},
          {"contains", read_as(Kind::contains, rule, mistakes)},
          {"matches", read_as(Kind::matches, rule, mistakes)}};
}

void refuse_several_text_rules(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  yaml::refuse_beside(node, "text", {"contains", "matches"}, mistakes);
  yaml::refuse_beside(node, "contains", {"matches"}, mistakes);
}

}  // namespace wiretape::tape
