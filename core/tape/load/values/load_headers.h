#pragma once

#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// Reads what stands under `headers:`: a list of [name, value] pairs, or a mapping. Order, case and duplicates are
/// kept.
[[nodiscard]] wire::HttpFields read_headers(const yaml::YamlNode& node, yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
