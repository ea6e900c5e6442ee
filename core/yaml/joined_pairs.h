#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wiretape::yaml {

/// JSON may write a character past U+FFFF as two escapes, `\ud83d\ude00`, which YAML does not know: a JSON text with
/// each such pair written as YAML has it, `\U0001f600`. That is shorter; blanks behind the text's closing quote make up
/// for it, so that all that follows stands where it stood. nullopt where the text is no JSON or has no pair.
[[nodiscard]] std::optional<std::string> with_joined_pairs(std::string_view text);

}  // namespace wiretape::yaml
