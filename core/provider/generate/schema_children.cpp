#include "wiretape/core/provider/generate/schema_children.h"

#include <algorithm>
#include <set>
#include <string_view>

#include <fmt/format.h>

namespace wiretape::provider {
namespace {

constexpr std::uint64_t most_names = 1000;

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

/// Chooses the names of an object's members.
class Names {
 public:
  Names(const SchemaShape& shape, const Draw& draw, bool is_deep)
      : shape_(&shape), draw_(draw), is_deep_(is_deep), required_(required_names(shape)) {
    const auto most = shape.smallest_count("maxProperties", most_names + required_.size());
    optional_left_ = most - std::min<std::uint64_t>(most, required_.size());
  }

  std::vector<std::string> choose() {
    for (const std::string& name : names_in_properties(*shape_))
      take_known(name);
    chosen_.insert(chosen_.end(), required_.begin(), required_.end());
    const auto least = std::min(shape_->largest_count("minProperties", 0), most_names);
    for (const std::string& name : spare_) {
      if (chosen_.size() < least) chosen_.push_back(name);
    }
    const auto entries = is_deep_ ? 0 : std::min(entries_of_map(*shape_, draw_), optional_left_);
    make_up(std::max<std::uint64_t>(least, chosen_.size() + entries));
    return std::move(chosen_);
  }

 private:
  void take_known(const std::string& name) {
    if (required_.erase(name) > 0) {
      chosen_.push_back(name);
    } else if (wants(name)) {
      --optional_left_;
      chosen_.push_back(name);
    } else if (!allow_nothing(schemas_of_member(*shape_, name))) {
      spare_.push_back(name);
    }
  }

  [[nodiscard]] bool wants(const std::string& name) const {
    return !is_deep_ && optional_left_ > 0 && draw_.at(name).at("there").below(4) > 0 &&
           !allow_nothing(schemas_of_member(*shape_, name));
  }

  void make_up(std::uint64_t count) {
    for (std::uint64_t number = 1; chosen_.size() < count && number <= most_names; ++number) {
      const auto name = fmt::format("key_{}", number);
      if (allow_nothing(schemas_of_member(*shape_, name))) return;
      if (std::ranges::find(chosen_, name) == chosen_.end()) chosen_.push_back(name);
    }
  }

  const SchemaShape* shape_;
  Draw draw_;
  bool is_deep_;
  std::set<std::string> required_;  // of which it is not known yet what they are
  std::uint64_t optional_left_ = 0;
  std::vector<std::string> chosen_;
  std::vector<std::string> spare_;  // allowed, but not chosen
};

}  // namespace

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

std::vector<std::string> names_of_members(const SchemaShape& shape, const Draw& draw, bool is_deep) {
  return Names(shape, draw, is_deep).choose();
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
