#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "wiretape/core/provider/conversation_sketch.h"

// How the members of a request are made up that took their form after OpenAI's chat: `messages` with roles, a message
// for each result, `tools: [{type, function: {name, parameters}}]`.

namespace wiretape::provider {

/// What a dialect writes of a call, or of a result as the message that it is.
using SketchedJson = nlohmann::ordered_json (*)(const ToolResult& call);

/// `{id, type, function}`, the arguments a text.
[[nodiscard]] nlohmann::ordered_json chat_call_json(const ToolResult& call);

/// A message of the role `tool` with the call's `tool_call_id`.
[[nodiscard]] nlohmann::ordered_json chat_result_json(const ToolResult& result);

/// The members, as JSON text.
[[nodiscard]] std::string chat_members(const ConversationSketch& sketch, SketchedJson call, SketchedJson result);

/// DialectConversation::request_members: with the two above.
[[nodiscard]] std::string chat_members(const ConversationSketch& sketch);

/// Whether a message's results, each written apart and by that role or type, are all that it says.
[[nodiscard]] bool is_said_by_results(const SketchedMessage& message, std::string_view result_role);

}  // namespace wiretape::provider
