#pragma once

#include "wiretape/core/provider/reply.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// Reads what stands under `error:`, a provider's error as the whole answer.
[[nodiscard]] provider::ErrorReply read_error_answer(const yaml::YamlNode& node, yaml::Mistakes& mistakes);

/// Reads what stands under `error_event:`, a provider's error inside a stream: the same without what only
/// an answer has, a status and header fields.
[[nodiscard]] provider::ErrorReply read_error_event(const yaml::YamlNode& node, yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
