#pragma once

#include <vector>

#include "wiretape/core/tape/conversation_rule.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {

/// The keys of a request's rule that are about the conversation in it; they refer to `rule` and `mistakes`.
[[nodiscard]] std::vector<yaml::KnownKey> conversation_keys(ConversationRule& rule, yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
