#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "wiretape/core/tape/text_rule.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/node_reader.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// Notes a mistake where an expression can't be used.
void check_expression(const yaml::YamlNode& node, std::string_view expression, yaml::Mistakes& mistakes);

/// A text, `{contains: text}` or `{matches: expression}`.
[[nodiscard]] TextRule read_text_rule(const yaml::YamlNode& node, yaml::Mistakes& mistakes);

/// The keys `text`, `contains` and `matches` of a mapping that has others, too; they refer to `rule` and `mistakes`.
[[nodiscard]] std::vector<yaml::KnownKey> text_rule_keys(std::optional<TextRule>& rule, yaml::Mistakes& mistakes);

/// Notes a mistake where a mapping has several of those keys.
void refuse_several_text_rules(const yaml::YamlNode& node, yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
