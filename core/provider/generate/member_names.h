#pragma once

#include <string>
#include <vector>

#include "wiretape/core/provider/generate/schema_children.h"

// For .cpp files only, as schema_shape.h.

namespace wiretape::provider {

/// The names of an object's members, each once and at most 1,000: required ones, of the others that the schema names
/// most, and made up ones where it asks for more or is that of a map. `is_deep`: as few as it allows. Takes of the
/// budget what looking each up takes; where it is spent, names may be missing.
[[nodiscard]] std::vector<std::string> names_of_members(const SchemaShape& shape, const MemberSchemas& members,
                                                        const Draw& draw, bool is_deep, StepBudget& budget);

}  // namespace wiretape::provider
