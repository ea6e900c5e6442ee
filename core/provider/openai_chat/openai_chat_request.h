#pragma once

#include <cstdint>
#include <string>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// What of a request an `openai.chat` answer depends on. A body that is not JSON, or lacks a member, gives the
/// defaults.
struct OpenaiChatRequest {
  std::string model = "wiretape";
  bool stream = false;
  bool include_usage = false;       ///< `stream_options.include_usage`
  bool obfuscates = true;           ///< `stream_options.include_obfuscation`, unless it is false
  std::uint64_t turn = 0;           ///< conversation_turn
  std::uint64_t prompt_tokens = 0;  ///< openai_chat_prompt_tokens, where the answer shows it
};

/// All but the length of the prompt, which takes a walk through all of it.
[[nodiscard]] OpenaiChatRequest read_openai_chat_request(const RequestView& request);

/// count_tokens over the text of all messages.
[[nodiscard]] std::uint64_t openai_chat_prompt_tokens(const RequestView& request);

/// DialectWrite::wants_stream.
[[nodiscard]] bool openai_chat_wants_stream(const RequestView& request);

/// DialectWrite::render_key.
[[nodiscard]] std::string openai_chat_render_key(const Reply& reply, const RequestView& request);

/// The body of a call: one user message, and usage asked for where it is a stream.
[[nodiscard]] std::string openai_chat_request_body(const ChatRequest& request);

}  // namespace wiretape::provider
