#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

// Looking into JSON that came from elsewhere: nothing need be there, nothing need be what it should. For .cpp files
// only.

namespace wiretape::convert {

/// A document of any of the foreign formats, its members in order.
using Json = nlohmann::ordered_json;

/// The member of that name; nullptr where there is none, or `value` is nullptr or no object.
[[nodiscard]] const Json* member(const Json* value, std::string_view name);

/// The elements of a list; none of nullptr and of what is no list.
[[nodiscard]] const Json::array_t& elements(const Json* value);

/// The members of an object; none of nullptr and of what is no object.
[[nodiscard]] const Json::object_t& members(const Json* value);

/// The bytes of a text; a number or a boolean as JSON writes it; "" for all else.
[[nodiscard]] std::string text_in(const Json* value);

/// A whole number, also where it stands as text; nullopt for all else.
[[nodiscard]] std::optional<std::int64_t> whole_in(const Json* value);

/// A finite number of at least 0; nullopt for all else.
[[nodiscard]] std::optional<double> amount_in(const Json* value);

/// The same value with U+FFFD for each byte of its texts that is not UTF-8: of YAML's `!!binary`, where text is meant.
[[nodiscard]] Json with_valid_texts(const Json& value);

/// What a value is, for messages: "an object with the members log, version" or "a list". At most six names.
[[nodiscard]] std::string kind_of(const Json& value);

}  // namespace wiretape::convert
