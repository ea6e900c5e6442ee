#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "wiretape/core/provider/generate/schema_shape.h"

// For .cpp files only, as schema_shape.h.

namespace wiretape::provider {

/// What the members of one object must meet, indexed once. Valid as long as the whole schema.
class MemberSchemas {
 public:
  explicit MemberSchemas(const SchemaShape& shape);

  /// What a member of that name must meet.
  [[nodiscard]] Schemas of(std::string_view name) const;

  /// The names that the schema knows, each once, in its order.
  [[nodiscard]] const std::vector<std::string_view>& names() const { return names_; }

  /// How many steps it takes to look for one.
  [[nodiscard]] std::uint64_t steps() const { return 1 + parts_.size(); }

 private:
  struct Part {
    std::map<std::string_view, const SchemaJson*> named{};
    const SchemaJson* others = nullptr;  ///< of all that it doesn't name; nullptr: anything
  };

  std::vector<Part> parts_;
  std::vector<std::string_view> names_;
};

/// What the elements of one list must meet. Valid as long as the whole schema.
class ElementSchemas {
 public:
  explicit ElementSchemas(const SchemaShape& shape);

  /// What the element of that index must meet.
  [[nodiscard]] Schemas of(std::size_t index) const;

 private:
  struct Part {
    const SchemaJson* first;  ///< a list, for the first elements one by one; nullptr: none
    const SchemaJson* rest;   ///< of the others; nullptr: anything
  };

  std::vector<Part> parts_;
};

/// Whether no value meets all of them, since one is `false`.
[[nodiscard]] bool allow_nothing(const Schemas& schemas);

/// How many elements a list has. `is_deep`: as few as the schema allows.
[[nodiscard]] std::uint64_t count_of_elements(const SchemaShape& shape, const Draw& draw, bool is_deep);

}  // namespace wiretape::provider
