#include "wiretape/core/tape/load/load_faults.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "wiretape/core/yaml/node_reader.h"

// faults = [ fault … ]
// fault  = { do: name, at: place, key: value … } / "name:key=value;…"
// place  = word / { key: value … }        its members count as the fault's own

namespace wiretape::tape {
namespace {

constexpr std::string_view fault_forms = "a fault such as {do: reset, at: {event: 4}}";

void add_argument(const yaml::YamlMember& member, PlannedFault& fault, yaml::Mistakes& mistakes) {
  const std::string& key = member.key->text;
  auto value = yaml::read_word(*member.value, "a number, a word or a text", mistakes);
  if (!value) return;
  if (value->empty()) return yaml::refuse(*member.value, fmt::format("a value for '{}'", key), mistakes);
  if (std::ranges::find(fault.arguments, key, &PlannedArgument::key) != fault.arguments.end()) {
    mistakes.add(member.key->offset, fmt::format("the key '{}' a second time", key),
                 "each key once, under 'at' or beside it");
    return;
  }
  fault.arguments.push_back({key, *std::move(value), mistakes.source().position(member.key->offset)});
}

std::optional<PlannedFault> read_mapped(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  const yaml::YamlMember* name = yaml::find_member(node, "do");
  if (name == nullptr) {
    mistakes.add(node.offset, "a fault without a name", "the key 'do', such as {do: reset}");
    return std::nullopt;
  }
  PlannedFault fault;
  fault.name = yaml::read_word(*name->value, "the name of a fault", mistakes).value_or("");
  fault.position = mistakes.source().position(name->value->offset);
  for (const yaml::YamlMember& member : node.members) {
    if (&member == name) continue;
    const bool is_place = member.key->text == "at" && member.value->kind == yaml::YamlNode::Kind::mapping;
    if (!is_place) {
      add_argument(member, fault, mistakes);
      continue;
    }
    for (const yaml::YamlMember& part : member.value->members)
      add_argument(part, fault, mistakes);
  }
  return fault;
}

void read_texts(const yaml::YamlNode& node, FaultPlan& plan, yaml::Mistakes& mistakes) {
  auto parsed = parse_fault_plan(node.text);
  if (const auto* error = std::get_if<text::InputError>(&parsed)) {
    mistakes.add(node.offset, fmt::format("{} at byte {} of the plan", error->found, error->offset), error->expected);
    return;
  }
  const text::Position position = mistakes.source().position(node.offset);
  for (PlannedFault& fault : std::get<FaultPlan>(parsed)) {
    fault.position = position;
    for (PlannedArgument& argument : fault.arguments)
      argument.position = position;
    plan.push_back(std::move(fault));
  }
}

}  // namespace

FaultPlan read_faults(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  FaultPlan plan;
  const auto read_item = [&](const yaml::YamlNode& item) {
    if (item.kind == yaml::YamlNode::Kind::text) return read_texts(item, plan, mistakes);
    if (item.kind != yaml::YamlNode::Kind::mapping) return yaml::refuse(item, fault_forms, mistakes);
    if (auto fault = read_mapped(item, mistakes)) plan.push_back(*std::move(fault));
  };
  yaml::read_list(node, "a list of faults", read_item, mistakes);
  if (plan.size() > most_faults) {
    mistakes.add(node.offset, fmt::format("{} faults", plan.size()), fmt::format("at most {}", most_faults));
  }
  return plan;
}

}  // namespace wiretape::tape
