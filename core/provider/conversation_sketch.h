#pragma once

#include <optional>
#include <string>
#include <vector>

#include "wiretape/core/provider/conversation.h"

namespace wiretape::provider {

/// A message to make up.
struct SketchedMessage {
  bool is_answer = false;             ///< the model says it
  std::optional<std::string> role{};  ///< as the request is to write it; absent: as the dialect calls who says it
  std::string text{};
  std::vector<ToolResult> calls{};    ///< which tools it calls; their texts are not used
  std::vector<ToolResult> results{};  ///< what tools gave back, before what else it says
};

/// A conversation to make up, for a request that tells it: DialectConversation::request_members. A dialect whose
/// requests have a message for each result makes several of one that has results, and of a text that the last of them
/// says already none.
struct ConversationSketch {
  std::optional<std::string> system{};
  std::vector<std::string> tools{};  ///< the names of those that are offered
  std::vector<SketchedMessage> messages{};
};

}  // namespace wiretape::provider
