#include "wiretape/core/tape/emit/emit_text_rule.h"

#include <utility>

#include "wiretape/core/yaml/emit_scalar.h"

namespace wiretape::tape {

std::string_view key_of_text(TextRule::Kind kind) {
  switch (kind) {
    case TextRule::Kind::equals:
      return "text";
    case TextRule::Kind::contains:
      return "contains";
    case TextRule::Kind::matches:
      break;
  }
  return "matches";
}

yaml::EmitNode emit_text_rule(const TextRule& rule) {
  yaml::EmitNode text = yaml::EmitNode::spelled(yaml::emit_text(rule.text));
  if (rule.kind == TextRule::Kind::equals) return text;
  yaml::EmitNode node = yaml::EmitNode::mapping();
  node.add(key_of_text(rule.kind), std::move(text));
  return node;
}

}  // namespace wiretape::tape
