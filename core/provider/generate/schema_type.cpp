#include "wiretape/core/provider/generate/schema_type.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include "wiretape/core/provider/generate/json_size.h"

namespace wiretape::provider {
namespace {

using Type = SchemaType;

constexpr std::array<std::pair<std::string_view, Type>, 7> type_names{{{"null", Type::null},
                                                                       {"boolean", Type::boolean},
                                                                       {"integer", Type::integer},
                                                                       {"number", Type::number},
                                                                       {"string", Type::text},
                                                                       {"array", Type::list},
                                                                       {"object", Type::object}}};

using Types = std::vector<Type>;

bool holds_type(const Types& types, Type type) {
  return std::ranges::find(types, type) != types.end();
}

/// What a schema's own `type` allows; all of them where it says nothing.
Types types_named(const SchemaJson& schema) {
  const SchemaJson* type = member_of(schema, "type");
  const auto is_named = [&](std::string_view name) {
    return type->is_array() ? std::ranges::find(*type, name) != type->end() : *type == name;
  };
  Types types;
  for (const auto& [name, each] : type_names) {
    if (type == nullptr || is_named(name)) types.push_back(each);
  }
  const SchemaJson* nullable = member_of(schema, "nullable");
  if (nullable != nullptr && *nullable == true && !holds_type(types, Type::null)) types.push_back(Type::null);
  return types;
}

/// What all parts allow. A whole number is a number, too.
Types types_of(const SchemaShape& shape) {
  Types types = types_named(SchemaJson::object());
  for (const SchemaJson* part : shape.parts) {
    const Types named = types_named(*part);
    std::erase_if(types, [&](Type type) {
      return !holds_type(named, type) && !(type == Type::integer && holds_type(named, Type::number));
    });
  }
  if (holds_type(types, Type::number)) std::erase(types, Type::integer);
  return types;
}

/// The type that a schema without one is written for.
Type type_meant(const SchemaShape& shape) {
  constexpr std::array<std::pair<std::string_view, Type>, 13> signs{{{"properties", Type::object},
                                                                     {"required", Type::object},
                                                                     {"additionalProperties", Type::object},
                                                                     {"minProperties", Type::object},
                                                                     {"items", Type::list},
                                                                     {"prefixItems", Type::list},
                                                                     {"minItems", Type::list},
                                                                     {"maxItems", Type::list},
                                                                     {"minimum", Type::number},
                                                                     {"maximum", Type::number},
                                                                     {"exclusiveMinimum", Type::number},
                                                                     {"exclusiveMaximum", Type::number},
                                                                     {"multipleOf", Type::number}}};
  for (const auto& [keyword, type] : signs) {
    if (shape.first(keyword) != nullptr) return type;
  }
  return Type::text;
}

/// Whether all types are left, number standing for integer.
bool leaves_type_open(const Types& types) {
  return types.size() + 1 == type_names.size();
}

bool is_of_type(const SchemaJson& value, const Types& types) {
  const auto type = value.is_null()      ? Type::null
                    : value.is_boolean() ? Type::boolean
                    : value.is_string()  ? Type::text
                    : value.is_array()   ? Type::list
                    : value.is_object()  ? Type::object
                                         : Type::number;
  return holds_type(types, type) || (value.is_number_integer() && holds_type(types, Type::integer));
}

/// The lists that `enum` gives.
Schemas lists_of(const SchemaShape& shape) {
  Schemas lists = shape.all("enum");
  std::erase_if(lists, [](const SchemaJson* list) { return !list->is_array(); });
  return lists;
}

bool is_in(const SchemaJson& list, const SchemaJson& value, StepBudget& budget) {
  const std::uint64_t compared = value.is_structured() ? size_of(value) : 1;
  return budget.take(list.size() * compared) && std::ranges::find(list, value) != list.end();
}

}  // namespace

SchemaType type_of(const SchemaShape& shape, const Draw& draw, bool is_deep) {
  Types types = types_of(shape);
  if (leaves_type_open(types)) return type_meant(shape);
  const bool may_be_null = std::erase(types, Type::null) > 0;
  if (types.empty() || (may_be_null && (is_deep || draw.at("null").below(4) == 0))) return Type::null;
  return types[draw.at("type").below(types.size())];
}

Schemas listed_values(const SchemaShape& shape, StepBudget& budget) {
  Schemas constants = shape.all("const");
  Schemas lists = lists_of(shape);
  Schemas values;
  if (!constants.empty()) {
    values = {constants.front()};
  } else if (!lists.empty()) {
    for (const SchemaJson& value : *lists.front())
      values.push_back(&value);
    lists.erase(lists.begin());  // it has all of them
  }
  Schemas fitting;
  std::ranges::copy_if(values, std::back_inserter(fitting), [&, types = types_of(shape)](const SchemaJson* value) {
    return is_of_type(*value, types) &&
           std::ranges::all_of(constants, [&](const SchemaJson* constant) { return *constant == *value; }) &&
           std::ranges::all_of(lists, [&](const SchemaJson* list) { return is_in(*list, *value, budget); });
  });
  return fitting.empty() ? values : fitting;
}

}  // namespace wiretape::provider
