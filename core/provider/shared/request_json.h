#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "wiretape/core/text/json/json_index.h"

// What several dialects read of a request's JSON in the same way.

namespace wiretape::provider {

/// The member of that name; nullopt where there is no value, it is no object, or lacks it.
[[nodiscard]] std::optional<text::JsonValue> find_member(const std::optional<text::JsonValue>& object,
                                                         std::string_view name);

/// The `model` that a request names, as JsonValue::text(); "wiretape" where it names none.
[[nodiscard]] std::string_view model_in(const std::optional<text::JsonValue>& request, std::string& buffer);

/// Whether the value is there and is `true`.
[[nodiscard]] bool is_true(const std::optional<text::JsonValue>& value);

/// Whether the value is there and is `false`.
[[nodiscard]] bool is_false(const std::optional<text::JsonValue>& value);

/// What a text says; empty where the value is none.
[[nodiscard]] std::string text_of(const std::optional<text::JsonValue>& value);

/// The value as it is written; nullopt where there is none.
[[nodiscard]] std::optional<std::string> written_of(const std::optional<text::JsonValue>& value);

/// What a message or a system prompt says: a text, or an array of parts; then of those that have a text, with a line
/// end between two of them.
[[nodiscard]] std::string text_of_content(const std::optional<text::JsonValue>& content);

/// Whether an object has a text of that name that says this.
[[nodiscard]] bool member_says(const text::JsonValue& object, std::string_view name, std::string_view wanted);

/// count_tokens over what a message or a system prompt says: a text, or an array of parts of which some have a text.
[[nodiscard]] std::uint64_t tokens_in_content(const std::optional<text::JsonValue>& content);

/// The sum over the `content` of all messages; 0 where the value is no array.
[[nodiscard]] std::uint64_t tokens_in_messages(const std::optional<text::JsonValue>& messages);

}  // namespace wiretape::provider
