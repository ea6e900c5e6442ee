#pragma once

#include "wiretape/core/tape/conversation_rule.h"
#include "wiretape/core/yaml/emit_layout.h"

namespace wiretape::tape {

/// Adds the keys of a request's rule that are about the conversation in it; none where it may be any.
void add_conversation(yaml::EmitNode& request, const ConversationRule& rule);

}  // namespace wiretape::tape
