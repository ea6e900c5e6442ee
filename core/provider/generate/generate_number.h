#pragma once

#include "wiretape/core/provider/generate/schema_shape.h"

// For .cpp files only, as schema_shape.h.

namespace wiretape::provider {

/// A number between the schema's bounds, a multiple of what it asks for; a whole one for `is_whole`. Where it sets no
/// bounds, from 0 to 100, or up to 100 from the one bound. Where no such number exists, one that is near.
[[nodiscard]] SchemaJson generate_number(const SchemaShape& shape, bool is_whole, const Draw& draw);

}  // namespace wiretape::provider
