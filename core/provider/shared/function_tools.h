#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/text/json/json_index.h"

// How requests tell of tools and of the system prompt that took their form after OpenAI's chat: `messages` with roles,
// `tools: [{function: {name, parameters}}]`, `tool_calls: [{id, function: {name}}]`.

namespace wiretape::provider {

/// How a tool that is offered or called says its name.
using NameOfTool = std::string (*)(const text::JsonValue& tool);

/// The names of those in `tools`, whatever form each has.
[[nodiscard]] std::vector<std::string> names_of_tools(const text::JsonValue& request, NameOfTool name_of);

/// The first of them of that name.
[[nodiscard]] std::optional<text::JsonValue> tool_named(const text::JsonValue& request, std::string_view name,
                                                        NameOfTool name_of);

/// The name of what a message's `tool_calls` call with this id.
[[nodiscard]] std::optional<std::string> call_named(const text::JsonValue& message, std::string_view id,
                                                    NameOfTool name_of);

/// What those of a list of messages say that meet the condition, behind what was said before, a line end between two.
[[nodiscard]] std::optional<std::string> said_by(const std::optional<text::JsonValue>& messages,
                                                 bool (*is_one)(const text::JsonValue& message),
                                                 std::optional<std::string> before = {});

/// DialectConversation::tools.
[[nodiscard]] std::vector<std::string> functions_offered(const text::JsonValue& request);

/// DialectConversation::arguments_schema.
[[nodiscard]] std::optional<std::string> schema_of_function(const text::JsonValue& request, std::string_view name);

/// DialectConversation::tool_called.
[[nodiscard]] std::optional<std::string> function_called(const text::JsonValue& message, std::string_view id);

/// DialectConversation::system: what the messages of the role `system` say, a line end between two of them.
[[nodiscard]] std::optional<std::string> said_by_system_messages(const text::JsonValue& request);

}  // namespace wiretape::provider
