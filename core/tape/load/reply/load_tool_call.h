#pragma once

#include "wiretape/core/provider/reply.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// Reads one tool call, {id: …, name: …, arguments: …}.
[[nodiscard]] provider::ToolCallReply read_tool_call(const yaml::YamlNode& node, yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
