#pragma once

#include <cstdint>
#include <string>

#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/provider/ollama/ollama_endpoint.h"

namespace wiretape::provider {

/// What of a request an answer of Ollama's depends on. A body that is not JSON, or lacks a member, gives the defaults.
struct OllamaRequest {
  std::string model = "wiretape";
  std::uint64_t turn = 0;           ///< conversation_turn
  std::uint64_t prompt_tokens = 0;  ///< ollama_prompt_tokens, where the answer counts them
};

/// All but the length of the prompt, which takes a walk through all of it.
[[nodiscard]] OllamaRequest read_ollama_request(const RequestView& request);

/// count_tokens over the text of all messages, or over the system prompt and the prompt.
[[nodiscard]] std::uint64_t ollama_prompt_tokens(const RequestView& request, OllamaEndpoint endpoint);

/// DialectWrite::wants_stream: unless `stream` is false.
[[nodiscard]] bool ollama_wants_stream(const RequestView& request);

/// DialectWrite::render_key.
[[nodiscard]] std::string ollama_render_key(const Reply& reply, const RequestView& request, OllamaEndpoint endpoint);

/// DialectCall::request: to the endpoint below the base URL, the key as a bearer's where there is one.
[[nodiscard]] ProviderRequest ollama_call(const CallBase& base, const ChatRequest& request, OllamaEndpoint endpoint);

}  // namespace wiretape::provider
