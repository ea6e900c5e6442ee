#pragma once

#include <cstdint>
#include <string>

#include "wiretape/core/provider/dialect.h"

namespace wiretape::provider {

/// What of a request an `openai.responses` answer depends on. A body that is not JSON, or lacks a member, gives the
/// defaults.
struct OpenaiResponsesRequest {
  std::string model = "wiretape";
  std::string previous_response_id{};  ///< empty: none
  std::uint64_t turn = 0;              ///< as conversation_turn; 0 at the begin of a conversation
  std::uint64_t prompt_tokens = 0;     ///< openai_responses_prompt_tokens, where the answer shows it
};

/// All but the length of the prompt, which takes a walk through all of it.
[[nodiscard]] OpenaiResponsesRequest read_openai_responses_request(const RequestView& request);

/// count_tokens over the instructions and all that the input says.
[[nodiscard]] std::uint64_t openai_responses_prompt_tokens(const RequestView& request);

/// DialectWrite::wants_stream.
[[nodiscard]] bool openai_responses_wants_stream(const RequestView& request);

/// DialectWrite::render_key.
[[nodiscard]] std::string openai_responses_render_key(const Reply& reply, const RequestView& request);

/// The body of a call: the prompt as its input.
[[nodiscard]] std::string openai_responses_request_body(const ChatRequest& request);

}  // namespace wiretape::provider
