#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace wiretape::yaml {

/// One of a text's documents.
struct DocumentText {
  std::string_view text;  ///< with its markers and directives
  std::size_t lines_before = 0;
};

/// The documents of a text, of which nothing else is looked at: a line that begins with `---` begins one, and one with
/// `...` ends it, also inside quotes and texts of several lines, where YAML allows neither for anything else. Blanks
/// and comments alone are no document, but for a text that has nothing else. Takes time linear in the text, to which
/// they refer.
[[nodiscard]] std::vector<DocumentText> split_documents(std::string_view text);

}  // namespace wiretape::yaml
