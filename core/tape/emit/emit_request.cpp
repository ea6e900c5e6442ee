#include "wiretape/core/tape/emit/emit_request.h"

#include <set>
#include <string>
#include <vector>

#include "wiretape/core/tape/emit/emit_conversation.h"
#include "wiretape/core/tape/emit/emit_text_rule.h"
#include "wiretape/core/yaml/emit_json.h"
#include "wiretape/core/yaml/emit_scalar.h"

namespace wiretape::tape {
namespace {

/// Readers of YAML look no further than this for the colon of a key.
constexpr std::size_t longest_key = 200;

/// A mapping where its keys can be: each once, and none endless.
yaml::EmitNode named_rules(const std::vector<NamedRule>& rules) {
  std::set<std::string> names;
  bool suits_mapping = true;
  for (const NamedRule& rule : rules)
    suits_mapping &= names.insert(rule.name).second && rule.name.size() <= longest_key;
  if (suits_mapping) {
    yaml::EmitNode node = yaml::EmitNode::mapping();
    for (const NamedRule& rule : rules)
      node.add(rule.name, emit_text_rule(rule.value));
    return node;
  }
  std::vector<yaml::EmitNode> pairs;
  pairs.reserve(rules.size());
  for (const NamedRule& rule : rules)
    pairs.push_back(
        yaml::EmitNode::list({yaml::EmitNode::spelled(yaml::emit_text(rule.name)), emit_text_rule(rule.value)}));
  return yaml::EmitNode::list(std::move(pairs));
}

/// One text alone, or a list.
yaml::EmitNode alone_or_list(std::vector<yaml::EmitNode> nodes) {
  if (nodes.size() == 1) return std::move(nodes.front());
  return yaml::EmitNode::list(std::move(nodes));
}

/// Both kinds, in the order of their first rules. Within a kind the order is kept; between them it means nothing.
void add_body_rules(yaml::EmitNode& node, const std::vector<TextRule>& rules) {
  if (rules.empty()) return;
  using Kind = TextRule::Kind;
  const Kind first = rules.front().kind;
  for (const Kind kind : {first, first == Kind::contains ? Kind::matches : Kind::contains}) {
    std::vector<yaml::EmitNode> texts;
    for (const TextRule& rule : rules) {
      if (rule.kind == kind) texts.push_back(yaml::EmitNode::spelled(yaml::emit_text(rule.text)));
    }
    if (!texts.empty()) node.add(key_of_text(kind), alone_or_list(std::move(texts)));
  }
}

}  // namespace

yaml::EmitNode emit_request(const RequestRule& rule) {
  yaml::EmitNode node = yaml::EmitNode::mapping();
  if (rule.method) node.add("method", yaml::EmitNode::spelled(yaml::emit_text(*rule.method)));
  if (rule.path) node.add("path", yaml::EmitNode::spelled(yaml::emit_text(*rule.path)));
  if (!rule.query.empty()) node.add("query", named_rules(rule.query));
  if (!rule.headers.empty()) node.add("headers", named_rules(rule.headers));
  if (rule.json) node.add("json", yaml::EmitNode::spelled(yaml::emit_json_collection(*rule.json)));
  add_conversation(node, rule.conversation);
  add_body_rules(node, rule.body);
  std::vector<yaml::EmitNode> negations;
  for (const RequestRule& negated : rule.none_of)
    negations.push_back(emit_request(negated));
  if (!negations.empty()) node.add("not", alone_or_list(std::move(negations)));
  return node;
}

}  // namespace wiretape::tape
