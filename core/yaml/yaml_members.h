#pragma once

#include <vector>

#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::yaml {

/// One `key: value` as it stands in the text.
struct YamlEntry {
  YamlMember member;
  bool merge = false;  ///< the key is an unquoted `<<`
};

/// The members that entries come to. A key that is not a scalar, is empty or stands twice is a mistake. A merge key
/// takes the members of its mapping, or of each of its list of mappings, to where it stands; a key of the mapping
/// itself wins over a merged one, and an earlier merged one over a later.
[[nodiscard]] std::vector<YamlMember> settle_members(const std::vector<YamlEntry>& entries, Mistakes& mistakes);

}  // namespace wiretape::yaml
