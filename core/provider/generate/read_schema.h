#pragma once

#include <optional>
#include <string_view>

#include "wiretape/core/provider/generate/schema_shape.h"

// For .cpp files only, as schema_shape.h.

namespace wiretape::provider {

/// A schema of at most 256 KiB, nested at most 200 deep and with at most 5,000 members in each object; nullopt where it
/// is none of that, or no JSON.
[[nodiscard]] std::optional<SchemaJson> read_schema(std::string_view schema);

}  // namespace wiretape::provider
