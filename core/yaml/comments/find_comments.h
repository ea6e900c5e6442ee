#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "wiretape/core/yaml/source_text.h"
#include "wiretape/core/yaml/yaml_document.h"

namespace wiretape::yaml {

/// A comment of a YAML text.
struct Comment {
  std::size_t offset;     ///< of its '#', in bytes of the SourceText
  std::string_view text;  ///< from the '#' to the end of its line, without blanks at the end
};

/// All comments of a text that parse_yaml made the document of, in its order; nullopt where they can't be told from its
/// values. They refer to the text. Takes no time that grows faster than the text and its values (times the logarithm).
[[nodiscard]] std::optional<std::vector<Comment>> find_comments(const SourceText& source, const YamlDocument& document);

}  // namespace wiretape::yaml
