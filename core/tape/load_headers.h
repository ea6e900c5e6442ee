#pragma once

#include "wiretape/core/tape/mistakes.h"
#include "wiretape/core/tape/yaml_node.h"
#include "wiretape/core/wire/http_message.h"

namespace wiretape::tape {

/// Reads what stands under `headers:`: a list of [name, value] pairs, or a mapping. Order, case and duplicates are
/// kept.
[[nodiscard]] wire::HttpFields read_headers(const YamlNode& node, Mistakes& mistakes);

}  // namespace wiretape::tape
