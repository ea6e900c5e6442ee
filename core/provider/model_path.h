#pragma once

#include <string>
#include <string_view>

namespace wiretape::provider {

/// Whether a path asks for one model: "/v1/models/gpt-4o", whatever stands before the first "/models/". All behind that
/// is the name, which may have slashes of its own, percent-encoded or as they are.
[[nodiscard]] bool is_model_path(std::string_view path);

/// The name of the model that such a path asks for, decoded; as it stands where it can't be.
[[nodiscard]] std::string model_of_path(std::string_view path);

}  // namespace wiretape::provider
