#pragma once

#include <cstdint>
#include <string>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// What of a request an `anthropic.messages` answer depends on. A body that is not JSON, or lacks a member, gives the
/// defaults.
struct AnthropicMessagesRequest {
  std::string model = "wiretape";
  bool stream = false;
  std::uint64_t turn = 0;           ///< conversation_turn
  std::uint64_t prompt_tokens = 0;  ///< anthropic_messages_prompt_tokens, where the answer shows it
};

/// All but the length of the prompt, which takes a walk through all of it.
[[nodiscard]] AnthropicMessagesRequest read_anthropic_messages_request(const RequestView& request);

/// count_tokens over the system prompt and the text of all messages.
[[nodiscard]] std::uint64_t anthropic_messages_prompt_tokens(const RequestView& request);

/// DialectWrite::wants_stream.
[[nodiscard]] bool anthropic_messages_wants_stream(const RequestView& request);

/// DialectWrite::render_key.
[[nodiscard]] std::string anthropic_messages_render_key(const Reply& reply, const RequestView& request);

/// The body of a call: one user message, and room for 4096 tokens: the API demands a limit.
[[nodiscard]] std::string anthropic_messages_request_body(const ChatRequest& request);

}  // namespace wiretape::provider
