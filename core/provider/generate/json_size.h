#pragma once

#include <cstddef>

#include "wiretape/core/provider/generate/schema_shape.h"

// For .cpp files only, as schema_shape.h.

namespace wiretape::provider {

/// About how many bytes a value takes; so many steps a look at all of it takes at most.
[[nodiscard]] std::size_t size_of(const SchemaJson& value);

}  // namespace wiretape::provider
