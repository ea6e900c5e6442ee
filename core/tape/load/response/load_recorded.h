#pragma once

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// Whether a response is on level 3: its `body` is a list.
[[nodiscard]] bool is_recorded(const yaml::YamlNode& response);

/// Reads `body`, `arrivals`, `end`, `framing` and `interim` of a response whose body is a list, and notes where they
/// contradict each other, the head or the request.
[[nodiscard]] RecordedResponse read_recorded(const yaml::YamlNode& response, wire::HttpResponseHead head,
                                             const RequestRule& request, yaml::Mistakes& mistakes);

/// Notes a mistake for each key that stands in a response of another level and belongs to a recorded one.
void refuse_recorded_keys(const yaml::YamlNode& response, yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
