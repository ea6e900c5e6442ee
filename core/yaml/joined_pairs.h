#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace wiretape::yaml {

/// JSON may write a character past U+FFFF as two escapes, `\ud83d\ude00`, which YAML does not know: a JSON text with
/// each such pair written as YAML has it, `\U0001f600`. That is shorter; blanks behind the text's closing quote make up
/// for it, so that all that follows stands where it stood. nullopt where the text is no JSON or has no pair.
[[nodiscard]] std::optional<std::string> with_joined_pairs(std::string_view text);

/// Where the byte at `place` of what with_joined_pairs gave stands in the text: further on where pairs come before it
/// inside the same quotes.
[[nodiscard]] std::size_t place_before_joining(std::string_view joined, std::size_t place);

}  // namespace wiretape::yaml
