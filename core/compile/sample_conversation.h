#pragma once

#include <string>
#include <vector>

#include "wiretape/core/provider/conversation_sketch.h"
#include "wiretape/core/tape/tape.h"

namespace wiretape::compile {

/// A text that meets a rule. An expression is met where it is but a text, whatever flags lead it: "(?i)cancel".
[[nodiscard]] std::string sample_text(const tape::TextRule& rule);

/// Makes up a conversation that meets a rule's clauses on it, as far as it can and but for its rounds: at most 1,000
/// turns. `opening` is what is said where nothing says what.
[[nodiscard]] provider::ConversationSketch sample_conversation(const tape::ConversationRule& rule,
                                                               const provider::DialectConversation& dialect,
                                                               const std::string& opening);

/// The messages with which a conversation goes on for some rounds: what the model calls, and what comes of it.
[[nodiscard]] std::vector<provider::SketchedMessage> sample_rounds(const std::vector<tape::CalledTools>& rounds);

}  // namespace wiretape::compile
