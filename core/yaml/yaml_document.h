#pragma once

#include <deque>
#include <optional>

#include "wiretape/core/yaml/load_limits.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/source_text.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::yaml {

/// One parsed YAML document. Its nodes live as long as it does, and stay where they are when it is moved.
struct YamlDocument {
  std::deque<YamlNode> nodes;
  const YamlNode* root = nullptr;  ///< nullptr where the text holds comments and blanks only
};

/// Parses the mistakes' source as at most one YAML document, at a cost within `limits` however hostile it is. Where the
/// text is not YAML, or too much, or more than a document, the answer is nullopt and the reason is noted in `mistakes`.
/// Lesser mistakes (a key twice, a tag) are noted too, and the document is returned. Throws std::bad_alloc.
[[nodiscard]] std::optional<YamlDocument> parse_yaml(LoadLimits limits, Mistakes& mistakes);

}  // namespace wiretape::yaml
