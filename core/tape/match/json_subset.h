#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "wiretape/core/text/json/json_index.h"

namespace wiretape::tape {

/// What messages say of a value that is not there.
inline constexpr std::string_view absent = "(absent)";

/// Where a JSON value is not what a pattern asks for.
struct JsonMismatch {
  std::string place;     ///< a JSON pointer (RFC 6901), "" for the value itself
  std::string expected;  ///< JSON text, or "(absent)"
  std::string found;     ///< the same
};

/// Whether every member of `pattern` is in `value`: objects as subsets, arrays element by element as ListPattern says,
/// or any element where the pattern is one of any_element, numbers by value, everything else by equality.
[[nodiscard]] bool json_contains(const nlohmann::json& value, const nlohmann::json& pattern);

/// The same for a value that is read where it stands: only what the pattern asks for is looked at.
[[nodiscard]] bool json_contains(const text::JsonValue& value, const nlohmann::json& pattern);

/// The same for a list whose elements are given.
[[nodiscard]] bool json_contains(std::span<const text::JsonValue> list, const nlohmann::json& pattern);

/// The first place where json_contains fails, or nullopt. The depth of the pattern bounds the recursion.
[[nodiscard]] std::optional<JsonMismatch> find_json_mismatch(const nlohmann::json& value,
                                                             const nlohmann::json& pattern);

}  // namespace wiretape::tape
