#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/provider/openai_responses/openai_responses_request.h"
#include "wiretape/core/provider/reply.h"

namespace wiretape::provider {

/// A refusal, which stands in a message of its own.
struct RefusalBlock {
  std::string text;
};

/// What one item of the output says.
using ResponsesSaid = std::variant<ReasoningBlock, RedactedReasoningBlock, TextBlock, ToolCallReply, RefusalBlock>;

/// One item of the output.
struct ResponsesOutput {
  std::string id;
  ResponsesSaid said;
  std::string_view status = "completed";
};

/// The reply with everything filled in that it leaves open: id, model, time, usage, the finish reason and the ids of
/// tool calls. It has one choice, the first, and that says all but a refusal in blocks. Where there are no blocks
/// explicit chunks are its text. The ids follow from the content and the model.
[[nodiscard]] Reply with_openai_responses_defaults(const Reply& reply, const OpenaiResponsesRequest& request);

/// Whether the response is complete, as a finish reason says: "completed", or none.
[[nodiscard]] bool is_complete_response(std::string_view finish_reason);

/// The items of the output of a filled reply: one for each block, and one for a refusal; an empty message where it says
/// nothing at all. Their ids follow from the reply's. Where a limit ends the answer the last one is incomplete.
[[nodiscard]] std::vector<ResponsesOutput> responses_output(const Reply& filled);

}  // namespace wiretape::provider
