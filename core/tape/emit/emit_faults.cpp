#include "wiretape/core/tape/emit/emit_faults.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "wiretape/core/text/json_literal.h"
#include "wiretape/core/yaml/emit_scalar.h"

namespace wiretape::tape {
namespace {

constexpr std::array<std::string_view, 7> place_keys{"event", "text", "frame", "byte", "wire_byte", "time", "inside"};

bool is_place(std::string_view key) {
  return std::ranges::find(place_keys, key) != place_keys.end();
}

/// Numbers and flags as such: read_faults takes either.
EmitNode emit_value(std::string_view value) {
  const JsonLiteral literal = json_literal(value);
  const bool is_plain = literal == JsonLiteral::number || literal == JsonLiteral::boolean;
  return is_plain ? EmitNode::spelled(std::string(value)) : EmitNode::of_text(value);
}

EmitNode emit_fault(const PlannedFault& fault) {
  EmitNode node = EmitNode::mapping();
  node.add("do", EmitNode::spelled(emit_text(fault.name)));
  const bool is_named = std::ranges::find(fault.arguments, "at", &PlannedArgument::key) != fault.arguments.end();
  EmitNode place = EmitNode::mapping();
  for (const PlannedArgument& argument : fault.arguments) {
    if (!is_named && is_place(argument.key)) place.add(argument.key, emit_value(argument.value));
  }
  if (!place.members.empty()) node.add("at", std::move(place));
  for (const PlannedArgument& argument : fault.arguments) {
    if (is_named || !is_place(argument.key)) node.add(emit_text(argument.key), emit_value(argument.value));
  }
  return node;
}

}  // namespace

EmitNode emit_faults(const FaultPlan& plan) {
  std::vector<EmitNode> items;
  for (const PlannedFault& fault : plan)
    items.push_back(emit_fault(fault));
  return EmitNode::list(std::move(items));
}

}  // namespace wiretape::tape
