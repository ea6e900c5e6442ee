#pragma once

#include <span>
#include <string_view>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// All dialects there are.
[[nodiscard]] std::span<const Dialect* const> all_dialects();

/// The dialect of that name, or nullptr.
[[nodiscard]] const Dialect* find_dialect(std::string_view name);

/// The first dialect that speaks the path, or nullptr.
[[nodiscard]] const Dialect* dialect_for_path(std::string_view path);

}  // namespace wiretape::provider
