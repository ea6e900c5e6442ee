#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace wiretape::text {

/// The known word that is most likely meant by `word`: the one with the fewest typing mistakes between them (a letter
/// too much, too few, wrong, or two exchanged; upper and lower case are the same). Nullopt where none is near: more
/// than a third of the longer word is wrong. Of equally near ones the first.
[[nodiscard]] std::optional<std::string_view> nearest_key(std::string_view word,
                                                          std::span<const std::string_view> known);

/// Whether one text looks like the other with at most so many typing mistakes. Cheap where their lengths differ by
/// more.
[[nodiscard]] bool is_mistyped(std::string_view word, std::string_view meant, std::size_t mistakes);

}  // namespace wiretape::text
