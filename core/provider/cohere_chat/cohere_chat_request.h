#pragma once

#include <cstdint>
#include <string>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// What of a request an answer of Cohere's depends on. A body that is not JSON, or lacks a member, gives the defaults.
struct CohereChatRequest {
  std::string model = "wiretape";   ///< no answer names it, but ids depend on it
  std::uint64_t turn = 0;           ///< conversation_turn
  std::uint64_t prompt_tokens = 0;  ///< cohere_chat_prompt_tokens, where the answer counts them
};

/// All but the length of the prompt, which takes a walk through all of it.
[[nodiscard]] CohereChatRequest read_cohere_chat_request(const RequestView& request);

/// count_tokens over the text of all messages.
[[nodiscard]] std::uint64_t cohere_chat_prompt_tokens(const RequestView& request);

/// DialectWrite::wants_stream.
[[nodiscard]] bool cohere_chat_wants_stream(const RequestView& request);

/// DialectWrite::render_key.
[[nodiscard]] std::string cohere_chat_render_key(const Reply& reply, const RequestView& request);

/// DialectCall::request: `/v2/chat` below the base URL, the key as a bearer's.
[[nodiscard]] ProviderRequest cohere_chat_call(const CallBase& base, const ChatRequest& request);

}  // namespace wiretape::provider
