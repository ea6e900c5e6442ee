#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wiretape::yaml {

/// A JSON object or array as a YAML flow collection that the loader turns back into exactly this text, and in which
/// readers of YAML 1.1 find the same values. Nullopt where there is none: it is no sound JSON or neither object nor
/// array, has blanks, escapes or numbers that would come out otherwise, or a key twice.
[[nodiscard]] std::optional<std::string> emit_json(std::string_view json);

/// The same for places where nothing but a collection may stand: numbers that YAML 1.1 takes for text are let through,
/// and what is left comes out as the JSON that it is.
[[nodiscard]] std::string emit_json_collection(std::string_view json);

}  // namespace wiretape::yaml
