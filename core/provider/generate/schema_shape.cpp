#include "wiretape/core/provider/generate/schema_shape.h"

#include <algorithm>
#include <functional>
#include <string>

#include "wiretape/core/text/percent_encoding.h"

namespace wiretape::provider {
namespace {

constexpr double most_counted = 1'000'000;
constexpr std::size_t most_parts = 200;  // of what one value must meet

template <class Better>
std::optional<double> best(const Schemas& parts, std::string_view keyword, Better better) {
  std::optional<double> found;
  for (const SchemaJson* part : parts) {
    const SchemaJson* value = member_of(*part, keyword);
    if (value == nullptr || !value->is_number()) continue;
    const double number = value->get<double>();
    if (!found || better(number, *found)) found = number;
  }
  return found;
}

std::uint64_t as_count(std::optional<double> number, std::uint64_t otherwise) {
  return number ? static_cast<std::uint64_t>(std::clamp(*number, 0.0, most_counted)) : otherwise;
}

std::string unescaped(std::string_view token) {
  std::string name(token);
  for (const auto& [escape, byte] : {std::pair{"~1", "/"}, std::pair{"~0", "~"}}) {
    for (auto at = name.find(escape); at != std::string::npos; at = name.find(escape, at + 1))
      name.replace(at, 2, byte);
  }
  return name;
}

const SchemaJson* element_of(const SchemaJson& list, std::string_view token) {
  std::size_t index = 0;
  for (const char digit : token) {
    if (digit < '0' || digit > '9' || index > list.size()) return nullptr;
    index = index * 10 + static_cast<std::size_t>(digit - '0');
  }
  return !token.empty() && index < list.size() ? &list[index] : nullptr;
}

/// A fragment of a URI: percent-encoded, or, by mistake, as it stands.
std::string pointer_of(std::string_view fragment) {
  return text::percent_decoded(fragment).value_or(std::string(fragment));
}

/// What "#/$defs/x" refers to; nullptr where that is not there. References to other documents are none.
const SchemaJson* referred(const SchemaJson& whole, std::string_view reference, StepBudget& budget) {
  if (!reference.starts_with('#') || !budget.take(reference.size())) return nullptr;
  const SchemaJson* at = &whole;
  const std::string pointer = pointer_of(reference.substr(1));
  std::string_view rest = pointer;
  while (at != nullptr && !rest.empty()) {
    if (rest.front() != '/' || !budget.take(at->size())) return nullptr;
    const auto token = rest.substr(1, rest.substr(1).find('/'));
    rest.remove_prefix(token.size() + 1);
    at = at->is_array() ? element_of(*at, token) : member_of(*at, unescaped(token));
  }
  return at;
}

/// How far a schema's value may be from its end.
int distance(const SchemaJson& schema) {
  if (!schema.is_object()) return 2;
  const SchemaJson* type = member_of(schema, "type");
  if (schema.contains("const") || schema.contains("enum") || (type != nullptr && *type == "null")) return 0;
  if (schema.contains("$ref")) return 3;
  return type != nullptr && type->is_string() && *type != "object" && *type != "array" ? 1 : 2;
}

bool is_list_of_some(const SchemaJson* value) {
  return value != nullptr && value->is_array() && !value->empty();
}

/// The items of a list or an object, and what they hold themselves.
std::uint64_t breadth(const SchemaJson& value) {
  std::uint64_t items = value.size();
  if (!value.is_structured()) return items;
  for (const SchemaJson& item : value)
    items += item.size();
  return items;
}

const SchemaJson& chosen(const SchemaJson& alternatives, const Draw& draw, bool is_deep, StepBudget& budget) {
  if (!is_deep) return alternatives[draw.below(alternatives.size())];
  if (!budget.take(breadth(alternatives))) return alternatives.front();
  return *std::ranges::min_element(alternatives, {}, distance);
}

}  // namespace

const SchemaJson* member_of(const SchemaJson& object, std::string_view name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return found == object.end() ? nullptr : &*found;
}

const SchemaJson* SchemaShape::first(std::string_view keyword) const {
  for (const SchemaJson* part : parts) {
    if (const SchemaJson* value = member_of(*part, keyword)) return value;
  }
  return nullptr;
}

Schemas SchemaShape::all(std::string_view keyword) const {
  Schemas values;
  for (const SchemaJson* part : parts) {
    if (const SchemaJson* value = member_of(*part, keyword)) values.push_back(value);
  }
  return values;
}

std::optional<double> SchemaShape::largest(std::string_view keyword) const {
  return best(parts, keyword, std::greater());
}

std::optional<double> SchemaShape::smallest(std::string_view keyword) const {
  return best(parts, keyword, std::less());
}

std::uint64_t SchemaShape::largest_count(std::string_view keyword, std::uint64_t otherwise) const {
  return as_count(largest(keyword), otherwise);
}

std::uint64_t SchemaShape::smallest_count(std::string_view keyword, std::uint64_t otherwise) const {
  return as_count(smallest(keyword), otherwise);
}

bool says_true(const SchemaShape& shape, std::string_view keyword) {
  return std::ranges::any_of(shape.parts, [&](const SchemaJson* part) {
    const SchemaJson* value = member_of(*part, keyword);
    return value != nullptr && *value == true;
  });
}

SchemaShape shape_of(const Schemas& schemas, const SchemaJson& whole, const Draw& draw, bool is_deep,
                     StepBudget& budget) {
  SchemaShape shape;
  Schemas waiting = schemas;
  for (std::size_t next = 0; next < waiting.size() && next < most_parts; ++next) {
    const SchemaJson& schema = *waiting[next];
    // What is there already was a circle of references.
    if (!schema.is_object() || std::ranges::find(shape.parts, &schema) != shape.parts.end()) continue;
    if (!budget.take(1 + breadth(schema))) break;
    shape.parts.push_back(&schema);
    if (const SchemaJson* reference = member_of(schema, "$ref"); reference != nullptr && reference->is_string()) {
      const SchemaJson* target = referred(whole, reference->get_ref<const std::string&>(), budget);
      if (target != nullptr) waiting.push_back(target);
    }
    if (const SchemaJson* all = member_of(schema, "allOf"); is_list_of_some(all)) {
      for (const SchemaJson& each : *all)
        waiting.push_back(&each);
    }
    for (const char* keyword : {"anyOf", "oneOf"}) {
      const SchemaJson* some = member_of(schema, keyword);
      if (is_list_of_some(some)) waiting.push_back(&chosen(*some, draw.at(keyword), is_deep, budget));
    }
  }
  return shape;
}

}  // namespace wiretape::provider
