#include "wiretape/core/provider/generate/schema_children.h"

#include <algorithm>
#include <set>

namespace wiretape::provider {

MemberSchemas::MemberSchemas(const SchemaShape& shape) {
  std::set<std::string_view> seen;
  for (const SchemaJson* part : shape.parts) {
    Part rules;
    const SchemaJson* properties = member_of(*part, "properties");
    if (properties != nullptr && properties->is_object()) {
      for (const auto& [name, schema] : properties->get_ref<const SchemaJson::object_t&>()) {
        rules.named.emplace(name, &schema);
        if (seen.insert(name).second) names_.push_back(name);
      }
    }
    if (!part->contains("patternProperties")) rules.others = member_of(*part, "additionalProperties");
    if (!rules.named.empty() || rules.others != nullptr) parts_.push_back(std::move(rules));
  }
}

Schemas MemberSchemas::of(std::string_view name) const {
  Schemas schemas;
  for (const Part& part : parts_) {
    const auto named = part.named.find(name);
    const SchemaJson* schema = named == part.named.end() ? part.others : named->second;
    if (schema != nullptr) schemas.push_back(schema);
  }
  return schemas;
}

ElementSchemas::ElementSchemas(const SchemaShape& shape) {
  for (const SchemaJson* part : shape.parts) {
    const SchemaJson* items = member_of(*part, "items");
    const bool is_older = items != nullptr && items->is_array();  // a list of schemas, before there was prefixItems
    const SchemaJson* first = is_older ? items : member_of(*part, "prefixItems");
    const SchemaJson* rest = is_older ? member_of(*part, "additionalItems") : items;
    if (first != nullptr || rest != nullptr) parts_.push_back({first, rest});
  }
}

Schemas ElementSchemas::of(std::size_t index) const {
  Schemas schemas;
  for (const Part& part : parts_) {
    const bool is_first = part.first != nullptr && part.first->is_array() && index < part.first->size();
    if (const SchemaJson* schema = is_first ? &(*part.first)[index] : part.rest) schemas.push_back(schema);
  }
  return schemas;
}

bool allow_nothing(const Schemas& schemas) {
  return std::ranges::any_of(schemas, [](const SchemaJson* schema) { return *schema == false; });
}

std::uint64_t count_of_elements(const SchemaShape& shape, const Draw& draw, bool is_deep) {
  const auto least = shape.largest_count("minItems", 0);
  if (is_deep) return least;
  const auto most = std::max(least, shape.smallest_count("maxItems", std::max<std::uint64_t>(least, 3)));
  const SchemaJson* prefix = shape.first("prefixItems");
  const std::uint64_t wanted = prefix != nullptr && prefix->is_array() ? prefix->size() : 1;
  const auto some = std::min(most, std::max(least, wanted));
  return some + draw.at("count").below(std::min(most, std::max<std::uint64_t>(some, 3)) - some + 1);
}

}  // namespace wiretape::provider
