#pragma once

#include <string>
#include <string_view>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// The target of a call: the dialect's path, which may bring a query of its own, below that of the base URL, whose
/// query is kept. Whether a base URL holds the version differs from SDK to SDK; a version that is there already is not
/// added again.
[[nodiscard]] std::string call_target(const CallBase& base, std::string_view path, std::string_view query = {});

}  // namespace wiretape::provider
