#include "wiretape/core/provider/generate/generate_json.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "wiretape/core/provider/generate/generate_number.h"
#include "wiretape/core/provider/generate/generate_text.h"
#include "wiretape/core/provider/generate/schema_shape.h"
#include "wiretape/core/text/json/bounded_json.h"
#include "wiretape/core/text/json/write_json.h"

namespace wiretape::provider {
namespace {

constexpr std::size_t longest_schema = 1 << 20;
constexpr std::size_t most_values = 1000;
constexpr std::size_t most_text = 1 << 16;
constexpr int deep = 6;      // from here on as little as the schema allows
constexpr int deepest = 40;  // a schema that asks for more never ends
constexpr int tries_for_another = 100;

enum class Type : std::uint8_t { null, boolean, integer, number, text, list, object };

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

Type type_of(const SchemaShape& shape, const Draw& draw, bool is_deep) {
  Types types = types_of(shape);
  if (leaves_type_open(types)) return type_meant(shape);
  const bool may_be_null = std::erase(types, Type::null) > 0;
  if (types.empty() || (may_be_null && (is_deep || draw.at("null").below(4) == 0))) return Type::null;
  return types[draw.at("type").below(types.size())];
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

bool is_listed(const SchemaJson& value, const SchemaJson& schema) {
  const SchemaJson* fixed = member_of(schema, "const");
  const SchemaJson* list = member_of(schema, "enum");
  if (fixed != nullptr && *fixed != value) return false;
  return list == nullptr || !list->is_array() || std::ranges::find(*list, value) != list->end();
}

/// The values of which one must be taken, where parts list them; those that all parts take, if there are any.
Schemas listed_values(const SchemaShape& shape) {
  Schemas values;
  if (const SchemaJson* fixed = shape.first("const")) values.push_back(fixed);
  const SchemaJson* list = shape.first("enum");
  if (values.empty() && list != nullptr && list->is_array()) {
    for (const SchemaJson& value : *list)
      values.push_back(&value);
  }
  Schemas fitting;
  std::ranges::copy_if(values, std::back_inserter(fitting), [&, types = types_of(shape)](const SchemaJson* value) {
    return is_of_type(*value, types) &&
           std::ranges::all_of(shape.parts, [&](const SchemaJson* part) { return is_listed(*value, *part); });
  });
  return fitting.empty() ? values : fitting;
}

/// What a member of that name must meet.
Schemas schemas_of_member(const SchemaShape& shape, const std::string& name) {
  Schemas schemas;
  for (const SchemaJson* part : shape.parts) {
    const SchemaJson* known = member_of(*part, "properties");
    const SchemaJson* own = known == nullptr ? nullptr : member_of(*known, name);
    const SchemaJson* other = part->contains("patternProperties") ? nullptr : member_of(*part, "additionalProperties");
    if (own != nullptr) schemas.push_back(own);
    if (own == nullptr && other != nullptr) schemas.push_back(other);
  }
  return schemas;
}

/// What the element of that index must meet.
Schemas schemas_of_element(const SchemaShape& shape, std::size_t index) {
  Schemas schemas;
  for (const SchemaJson* part : shape.parts) {
    const SchemaJson* items = member_of(*part, "items");
    const bool is_older = items != nullptr && items->is_array();  // a list of schemas, before there was prefixItems
    const SchemaJson* first = is_older ? items : member_of(*part, "prefixItems");
    const SchemaJson* rest = is_older ? member_of(*part, "additionalItems") : items;
    const bool is_first = first != nullptr && first->is_array() && index < first->size();
    if (const SchemaJson* schema = is_first ? &(*first)[index] : rest) schemas.push_back(schema);
  }
  return schemas;
}

bool allow_nothing(const Schemas& schemas) {
  return std::ranges::any_of(schemas, [](const SchemaJson* schema) { return *schema == false; });
}

std::vector<std::string> names_in_properties(const SchemaShape& shape) {
  std::vector<std::string> names;
  std::set<std::string_view> seen;
  for (const SchemaJson* part : shape.parts) {
    const SchemaJson* properties = member_of(*part, "properties");
    if (properties == nullptr || !properties->is_object()) continue;
    for (const auto& member : properties->items()) {
      if (seen.insert(member.key()).second) names.push_back(member.key());
    }
  }
  return names;
}

std::set<std::string> required_names(const SchemaShape& shape) {
  std::set<std::string> names;
  for (const SchemaJson* part : shape.parts) {
    const SchemaJson* required = member_of(*part, "required");
    if (required == nullptr || !required->is_array()) continue;
    for (const SchemaJson& name : *required) {
      if (name.is_string()) names.insert(name.get<std::string>());
    }
  }
  return names;
}

/// How many entries an object has that is a map: its schema names no member, but says what they are.
std::uint64_t entries_of_map(const SchemaShape& shape, const Draw& draw) {
  const SchemaJson* entry = shape.first("additionalProperties");
  const bool is_map = entry != nullptr && entry->is_object() && shape.first("properties") == nullptr;
  return is_map ? 1 + draw.at("entries").below(2) : 0;
}

/// About how many bytes a value takes. How deep it is nested is bounded.
std::size_t size_of(const SchemaJson& value) {
  if (value.is_string()) return value.get_ref<const std::string&>().size();
  std::size_t size = 1;
  for (const auto& item : value.is_structured() ? value : SchemaJson::array())
    size += size_of(item);
  return size;
}

/// Makes one value.
class Maker {
 public:
  explicit Maker(const SchemaJson& schema) : whole_(&schema) {}

  SchemaJson value(const Schemas& schemas, const Draw& draw, int depth) {
    if (values_left_ == 0 || depth > deepest) return nullptr;
    --values_left_;
    const bool is_deep = depth >= deep;
    const SchemaShape shape = shape_of(schemas, *whole_, draw, is_deep);
    const Schemas listed = listed_values(shape);
    if (!listed.empty()) return taken(*listed[draw.at("listed").below(listed.size())]);
    switch (type_of(shape, draw, is_deep)) {
      case Type::null:
        return nullptr;
      case Type::boolean:
        return draw.below(2) == 0;
      case Type::integer:
        return generate_number(shape, true, draw);
      case Type::number:
        return generate_number(shape, false, draw);
      case Type::text:
        return text(shape, draw);
      case Type::list:
        return list(shape, draw, depth);
      case Type::object:
        break;
    }
    return object(shape, draw, depth);
  }

 private:
  /// A value that the schema itself has. It is copied as often as it is drawn, so its size counts.
  SchemaJson taken(const SchemaJson& value) {
    const std::size_t size = size_of(value);
    if (size > text_left_) return nullptr;
    text_left_ -= size;
    return value;
  }

  std::string text(const SchemaShape& shape, const Draw& draw) {
    std::string text = generate_text(shape, draw, text_left_);
    text_left_ -= text.size();
    return text;
  }

  SchemaJson list(const SchemaShape& shape, const Draw& draw, int depth) {
    SchemaJson made = SchemaJson::array();
    const bool are_unlike = says_true(shape, "uniqueItems");
    const std::uint64_t count = elements_of(shape, draw, depth);
    for (std::uint64_t index = 0; index < count && values_left_ > 0; ++index) {
      const Schemas schemas = schemas_of_element(shape, index);
      if (allow_nothing(schemas)) break;
      SchemaJson element = value(schemas, draw.at(index), depth + 1);
      for (int more = 1; are_unlike && more < tries_for_another && is_in(element, made); ++more)
        element = value(schemas, draw.at(index).at("another").at(static_cast<std::uint64_t>(more)), depth + 1);
      if (!are_unlike || !is_in(element, made)) made.push_back(std::move(element));
    }
    return made;
  }

  static bool is_in(const SchemaJson& element, const SchemaJson& list) {
    return std::ranges::find(list, element) != list.end();
  }

  static std::uint64_t elements_of(const SchemaShape& shape, const Draw& draw, int depth) {
    const auto least = shape.largest_count("minItems", 0);
    if (depth >= deep) return least;
    const auto most = std::max(least, shape.smallest_count("maxItems", std::max<std::uint64_t>(least, 3)));
    const SchemaJson* prefix = shape.first("prefixItems");
    const std::uint64_t wanted = prefix != nullptr && prefix->is_array() ? prefix->size() : 1;
    const auto some = std::min(most, std::max(least, wanted));
    return some + draw.at("count").below(std::min(most, std::max<std::uint64_t>(some, 3)) - some + 1);
  }

  SchemaJson object(const SchemaShape& shape, const Draw& draw, int depth) {
    SchemaJson made = SchemaJson::object();
    const auto add = [&](const std::string& name) {
      made[name] = value(schemas_of_member(shape, name), draw.at(name), depth + 1);
    };
    auto required = required_names(shape);
    const auto known = names_in_properties(shape);
    const auto least = shape.largest_count("minProperties", 0);
    auto optional_left = shape.smallest_count("maxProperties", most_values);
    optional_left -= std::min<std::uint64_t>(optional_left, required.size());
    std::vector<std::string> spare;
    for (const std::string& name : known) {
      if (required.erase(name) > 0) {
        add(name);
      } else if (allow_nothing(schemas_of_member(shape, name))) {
        continue;
      } else if (optional_left > 0 && depth < deep && values_left_ > 0 && draw.at(name).at("there").below(4) > 0) {
        --optional_left;
        add(name);
      } else {
        spare.push_back(name);
      }
    }
    for (const std::string& name : required)
      add(name);
    for (const std::string& name : spare) {
      if (made.size() < least && values_left_ > 0) add(name);
    }
    const auto entries = depth < deep ? std::min(entries_of_map(shape, draw), optional_left) : 0;
    add_unknown(std::max<std::uint64_t>(least, made.size() + entries), shape, made, add);
    return made;
  }

  /// Adds members that the schema does not name, until there are `count`.
  template <class Add>
  void add_unknown(std::uint64_t count, const SchemaShape& shape, const SchemaJson& made, Add add) const {
    for (std::uint64_t number = 1; made.size() < count && values_left_ > 0 && number <= most_values; ++number) {
      const auto name = fmt::format("key_{}", number);
      if (allow_nothing(schemas_of_member(shape, name))) return;
      if (!made.contains(name)) add(name);
    }
  }

  const SchemaJson* whole_;
  std::size_t values_left_ = most_values;
  std::size_t text_left_ = most_text;
};

}  // namespace

std::string generate_json(std::string_view schema, std::uint64_t seed) {
  if (schema.size() > longest_schema) return "{}";
  const auto read = text::parse_bounded_json<SchemaJson>(schema);
  if (!read) return "{}";
  return text::write_json(Maker(*read).value({&*read}, Draw(seed), 0));
}

std::string generate_sentence(std::uint64_t seed) {
  const Draw draw(seed);
  std::string text = draw_words(draw, 8 + draw.at("count").below(9));
  text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text + '.';
}

}  // namespace wiretape::provider
