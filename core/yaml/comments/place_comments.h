#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/text/position.h"

namespace wiretape::yaml {

/// A step from a value into it: the key of a member, or the index of an item.
using NodeStep = std::variant<std::string, std::size_t>;

/// A comment, and the value that it belongs to.
struct PlacedComment {
  enum class Place {
    before,  ///< in lines of its own, above the value's key or dash
    behind,  ///< at the end of the line where the value's key or dash is
    after,   ///< in lines of its own, below the last of what a list or mapping holds
  };

  std::string text;  ///< from its '#' on
  text::Position position;
  Place place;
  std::vector<NodeStep> path;  ///< of the value, from the document's on, whose path is empty
};

/// The comments of a text that parse_yaml takes, in its order; nullopt where they can't be told from its values. In
/// lines of its own a comment belongs to what comes next, or, where it is indented deeper than that, to what came
/// before; else to what begins on its line.
[[nodiscard]] std::optional<std::vector<PlacedComment>> place_comments(std::string_view text);

}  // namespace wiretape::yaml
