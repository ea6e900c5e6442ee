#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/text/json/json_index.h"

namespace wiretape::provider {

/// What of a request an answer of Gemini's depends on. A body that is not JSON, or lacks a member, gives the defaults.
struct GeminiRequest {
  std::string model = "wiretape";   ///< of the path
  std::uint64_t turn = 0;           ///< conversation_turn
  std::uint64_t prompt_tokens = 0;  ///< gemini_prompt_tokens, where the answer counts them
};

/// All but the length of the prompt, which takes a walk through all of it.
[[nodiscard]] GeminiRequest read_gemini_request(const RequestView& request);

/// count_tokens over the text of the system instruction and of all contents that a request's JSON has.
[[nodiscard]] std::uint64_t gemini_prompt_tokens(const std::optional<text::JsonValue>& body);

/// Whether the path asks for an answer, as a stream or whole; with the colon before the method encoded or not.
[[nodiscard]] bool is_gemini_path(std::string_view path);

/// DialectWrite::wants_stream.
[[nodiscard]] bool gemini_wants_stream(const RequestView& request);

/// DialectWrite::wants_array: without `alt=sse` a stream is one JSON array.
[[nodiscard]] bool gemini_wants_array(const RequestView& request);

/// DialectWrite::render_key.
[[nodiscard]] std::string gemini_render_key(const Reply& reply, const RequestView& request);

}  // namespace wiretape::provider
