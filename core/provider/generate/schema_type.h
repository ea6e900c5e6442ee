#pragma once

#include <cstdint>

#include "wiretape/core/provider/generate/schema_shape.h"

// For .cpp files only, as schema_shape.h.

namespace wiretape::provider {

/// What a value of JSON is, in JSON Schema's terms.
enum class SchemaType : std::uint8_t { null, boolean, integer, number, text, list, object };

/// A type that the schema allows: of several one that is drawn, where null is seldom, or, for `is_deep`, preferred.
/// Where it names none, the one that its keywords are for; a text where there are none. Null where it allows no type.
[[nodiscard]] SchemaType type_of(const SchemaShape& shape, const Draw& draw, bool is_deep);

/// The values of which one must be taken, where `const` or `enum` lists them: those that all parts allow or, where
/// there are none of these, all. None where nothing is listed. Takes of the budget what comparing several lists takes;
/// where it is spent, values may be missing.
[[nodiscard]] Schemas listed_values(const SchemaShape& shape, StepBudget& budget);

}  // namespace wiretape::provider
