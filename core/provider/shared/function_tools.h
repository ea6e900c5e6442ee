#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/text/json/json_index.h"

// How requests tell of tools and of the system prompt that took their form after OpenAI's chat: `messages` with roles,
// `tools: [{function: {name, parameters}}]`, `tool_calls: [{id, function: {name}}]`.

namespace wiretape::provider {

/// DialectConversation::tools.
[[nodiscard]] std::vector<std::string> functions_offered(const text::JsonValue& request);

/// DialectConversation::arguments_schema.
[[nodiscard]] std::optional<std::string> schema_of_function(const text::JsonValue& request, std::string_view name);

/// DialectConversation::tool_called.
[[nodiscard]] std::optional<std::string> function_called(const text::JsonValue& message, std::string_view id);

/// DialectConversation::system: what the messages of the role `system` say, a line end between two of them.
[[nodiscard]] std::optional<std::string> said_by_system_messages(const text::JsonValue& request);

}  // namespace wiretape::provider
