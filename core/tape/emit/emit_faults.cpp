#include "wiretape/core/tape/emit/emit_faults.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "wiretape/core/text/json/json_literal.h"
#include "wiretape/core/yaml/emit_scalar.h"

namespace wiretape::tape {
namespace {

constexpr std::array<std::string_view, 7> place_keys{"event", "text", "frame", "byte", "wire_byte", "time", "inside"};

bool is_place(std::string_view key) {
  return std::ranges::find(place_keys, key) != place_keys.end();
}

/// Numbers and flags as such: read_faults takes either.
yaml::EmitNode emit_value(std::string_view value) {
  const text::JsonLiteral literal = text::json_literal(value);
  const bool is_plain = literal == text::JsonLiteral::number || literal == text::JsonLiteral::boolean;
  return is_plain ? yaml::EmitNode::spelled(std::string(value)) : yaml::EmitNode::of_text(value);
}

yaml::EmitNode emit_fault(const PlannedFault& fault) {
  yaml::EmitNode node = yaml::EmitNode::mapping();
  node.add("do", yaml::EmitNode::spelled(yaml::emit_text(fault.name)));
  const bool is_named = std::ranges::find(fault.arguments, "at", &PlannedArgument::key) != fault.arguments.end();
  yaml::EmitNode place = yaml::EmitNode::mapping();
  for (const PlannedArgument& argument : fault.arguments) {
    if (!is_named && is_place(argument.key)) place.add(argument.key, emit_value(argument.value));
  }
  if (!place.members.empty()) node.add("at", std::move(place));
  for (const PlannedArgument& argument : fault.arguments) {
    if (is_named || !is_place(argument.key)) node.add(yaml::emit_text(argument.key), emit_value(argument.value));
  }
  return node;
}

}  // namespace

yaml::EmitNode emit_faults(const FaultPlan& plan) {
  std::vector<yaml::EmitNode> items;
  for (const PlannedFault& fault : plan)
    items.push_back(emit_fault(fault));
  return yaml::EmitNode::list(std::move(items));
}

}  // namespace wiretape::tape
