#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/provider/openai_responses/openai_responses_defaults.h"

// The JSON of `openai.responses`, whose members stand in the order in which OpenAI sends them.

namespace wiretape::provider {

/// A JSON string.
[[nodiscard]] std::string responses_quoted(std::string_view text);

/// What a response has come to. Each member is JSON.
struct ResponsesState {
  std::string_view status;
  std::string output = "[]";
  std::string_view usage = "null";
  std::string error = "null";
  std::string incomplete_details = "null";
};

/// The response at its end.
[[nodiscard]] ResponsesState responses_end(const Reply& filled, const std::vector<ResponsesOutput>& output);

/// The whole object.
[[nodiscard]] std::string responses_object(const Reply& filled, std::string_view previous_response_id,
                                           const ResponsesState& state);

/// An item, whole.
[[nodiscard]] std::string responses_item(const ResponsesOutput& item);

/// An item as it begins.
[[nodiscard]] std::string responses_item_begin(const ResponsesOutput& item);

/// The part of an item that a text, its annotations or a refusal make, whole.
[[nodiscard]] std::string responses_part(const TextBlock& text);
[[nodiscard]] std::string responses_part(const RefusalBlock& refusal);

/// A part of the summary of reasoning.
[[nodiscard]] std::string responses_summary_part(std::string_view text);

}  // namespace wiretape::provider
