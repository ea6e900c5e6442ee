#pragma once

#include <string>
#include <string_view>

namespace wiretape::provider {

/// A call's arguments where a dialect has a place for an object, not for its text: the object, compact; `{}` where
/// there are none; what is no object stands as a string.
[[nodiscard]] std::string object_arguments(std::string_view arguments);

}  // namespace wiretape::provider
