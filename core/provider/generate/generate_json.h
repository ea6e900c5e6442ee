#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace wiretape::provider {

/// Compact JSON text that is valid under a JSON Schema, made up: the same for the same schema and seed everywhere, and
/// a member more changes no other.
///
/// Regards type (one or several, `nullable` too), enum, const, properties, required, additionalProperties,
/// minProperties, maxProperties, items, prefixItems, minItems, maxItems, uniqueItems, minimum, maximum, their exclusive
/// forms, multipleOf, minLength, maxLength, format, anyOf and oneOf (one of them is chosen), allOf, and $ref within the
/// schema. What else it says (pattern, not, if, contains …) is not looked at, so that the value may break it.
///
/// Bounded: at most 1,000 values and 64 KiB of text, names among it; from the sixth level on as little as the schema
/// allows, and null where it allows no end. Two million looks at members of the schema and values that it lists, too:
/// once these are spent, null stands for what is missing, and lists end. A schema that is no JSON, of more than 256
/// KiB, nested deeper than 200 or with more than 5,000 members in an object says nothing: then it is "{}".
[[nodiscard]] std::string generate_json(std::string_view schema, std::uint64_t seed);

/// The same for what has to be an object, such as a tool's arguments: it is one also where the schema leaves the type
/// open, or allows others. "{}" where the schema allows none.
[[nodiscard]] std::string generate_object(std::string_view schema, std::uint64_t seed);

/// A sentence of a dozen words or so, for an answer of which nothing is known.
[[nodiscard]] std::string generate_sentence(std::uint64_t seed);

}  // namespace wiretape::provider
