#pragma once

#include <cstdint>

#include <nlohmann/json.hpp>

// What several dialects read of a request's JSON in the same way. For .cpp files only: this header brings in the JSON
// library.

namespace wiretape::provider {

/// The member of that name; nullptr where `object` is nullptr, no object, or lacks it.
[[nodiscard]] const nlohmann::json* find_member(const nlohmann::json* object, const char* name);

/// Whether the value is there and is `true`.
[[nodiscard]] bool is_true(const nlohmann::json* value);

/// split_tokens over what a message or a system prompt says: a text, or an array of parts of which some have a text.
[[nodiscard]] std::uint64_t tokens_in_content(const nlohmann::json* content);

/// The sum over the `content` of all messages; 0 where the value is no array.
[[nodiscard]] std::uint64_t tokens_in_messages(const nlohmann::json* messages);

}  // namespace wiretape::provider
