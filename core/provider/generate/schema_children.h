#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "wiretape/core/provider/generate/schema_shape.h"

// For .cpp files only, as schema_shape.h.

namespace wiretape::provider {

/// What a member of that name must meet.
[[nodiscard]] Schemas schemas_of_member(const SchemaShape& shape, const std::string& name);

/// What the element of that index must meet.
[[nodiscard]] Schemas schemas_of_element(const SchemaShape& shape, std::size_t index);

/// Whether no value meets all of them, since one is `false`.
[[nodiscard]] bool allow_nothing(const Schemas& schemas);

/// The names of an object's members, at most 1,000 besides those that are required: required ones, of the others that
/// the schema names most, and made up ones where it asks for more or is that of a map. `is_deep`: as few as it allows.
[[nodiscard]] std::vector<std::string> names_of_members(const SchemaShape& shape, const Draw& draw, bool is_deep);

/// How many elements a list has. `is_deep`: as few as the schema allows.
[[nodiscard]] std::uint64_t count_of_elements(const SchemaShape& shape, const Draw& draw, bool is_deep);

}  // namespace wiretape::provider
