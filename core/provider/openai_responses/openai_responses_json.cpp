#include "wiretape/core/provider/openai_responses/openai_responses_json.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "wiretape/core/text/json/json_text.h"

namespace wiretape::provider {
namespace {

// What does not depend on the request, nor on what is said.
constexpr std::string_view settings = R"("instructions":null,"max_output_tokens":null,"max_tool_calls":null)";
constexpr std::string_view more_settings =
    R"("reasoning":{"effort":null,"summary":null},"safety_identifier":null,"service_tier":"default","store":true,)"
    R"("temperature":1.0,"text":{"format":{"type":"text"},"verbosity":"medium"},"tool_choice":"auto","tools":[],)"
    R"("top_logprobs":0,"top_p":1.0,"truncation":"disabled")";

// Where reasoning has none there is no member.
std::string encrypted_member(std::string_view content) {
  return content.empty() ? "" : fmt::format(R"(,"encrypted_content":{})", responses_quoted(content));
}

std::string reasoning_item(std::string_view id, std::string_view encrypted, std::string_view summary) {
  return fmt::format(R"({{"id":{},"type":"reasoning"{},"summary":[{}]}})", responses_quoted(id),
                     encrypted_member(encrypted), summary);
}

std::string message_item(std::string_view id, std::string_view status, std::string_view content) {
  return fmt::format(R"({{"id":{},"type":"message","status":"{}","content":[{}],"role":"assistant"}})",
                     responses_quoted(id), status, content);
}

std::string call_item(const ResponsesOutput& item, std::string_view status, const ToolCallReply& call,
                      std::string_view arguments) {
  return fmt::format(R"({{"id":{},"type":"function_call","status":"{}","arguments":{},"call_id":{},"name":{}}})",
                     responses_quoted(item.id), status, responses_quoted(arguments), responses_quoted(*call.id),
                     responses_quoted(call.name));
}

struct WholeItem {
  const ResponsesOutput& item;

  std::string operator()(const ReasoningBlock& block) const {
    return reasoning_item(item.id, block.signature.value_or(""),
                          block.text.empty() ? "" : responses_summary_part(block.text));
  }
  std::string operator()(const RedactedReasoningBlock& block) const { return reasoning_item(item.id, block.data, ""); }
  std::string operator()(const TextBlock& block) const {
    return message_item(item.id, item.status, responses_part(block));
  }
  std::string operator()(const RefusalBlock& block) const {
    return message_item(item.id, item.status, responses_part(block));
  }
  std::string operator()(const ToolCallReply& call) const { return call_item(item, item.status, call, call.arguments); }
};

struct ItemBegin {
  const ResponsesOutput& item;

  std::string operator()(const ReasoningBlock& /*block*/) const { return reasoning_item(item.id, "", ""); }
  std::string operator()(const RedactedReasoningBlock& /*block*/) const { return reasoning_item(item.id, "", ""); }
  std::string operator()(const TextBlock& /*block*/) const { return message_item(item.id, "in_progress", ""); }
  std::string operator()(const RefusalBlock& /*block*/) const { return message_item(item.id, "in_progress", ""); }
  std::string operator()(const ToolCallReply& call) const { return call_item(item, "in_progress", call, ""); }
};

}  // namespace

std::string responses_quoted(std::string_view text) {
  std::string json;
  text::append_json_string(json, text);
  return json;
}

ResponsesState responses_end(const Reply& filled, const std::vector<ResponsesOutput>& output) {
  const std::string& reason = *filled.choices.front().finish_reason;
  const bool is_complete = is_complete_response(reason);
  std::vector<std::string> items;
  for (const ResponsesOutput& item : output)
    items.push_back(responses_item(item));
  ResponsesState state;
  state.status = is_complete ? "completed" : "incomplete";
  state.output = fmt::format("[{}]", fmt::join(items, ","));
  state.usage = *filled.usage;
  if (!is_complete) state.incomplete_details = fmt::format(R"({{"reason":{}}})", responses_quoted(reason));
  return state;
}

std::string responses_object(const Reply& filled, std::string_view previous_response_id, const ResponsesState& state) {
  const std::string previous = previous_response_id.empty() ? "null" : responses_quoted(previous_response_id);
  const std::string completed_at = state.status == "completed" ? std::to_string(*filled.created) : "null";
  return fmt::format(R"({{"id":{},"object":"response","created_at":{},"status":"{}","background":false,)"
                     R"("completed_at":{},"error":{},"incomplete_details":{},{},"model":{},"output":{},)"
                     R"("parallel_tool_calls":true,"previous_response_id":{},{},"usage":{},"user":null,)"
                     R"("metadata":{{}}}})",
                     responses_quoted(*filled.id), *filled.created, state.status, completed_at, state.error,
                     state.incomplete_details, settings, responses_quoted(*filled.model), state.output, previous,
                     more_settings, state.usage);
}

std::string responses_item(const ResponsesOutput& item) {
  return std::visit(WholeItem{item}, item.said);
}

std::string responses_item_begin(const ResponsesOutput& item) {
  return std::visit(ItemBegin{item}, item.said);
}

std::string responses_part(const TextBlock& text) {
  return fmt::format(R"({{"type":"output_text","annotations":[{}],"logprobs":[],"text":{}}})",
                     fmt::join(text.citations, ","), responses_quoted(text.text));
}

std::string responses_part(const RefusalBlock& refusal) {
  return fmt::format(R"({{"type":"refusal","refusal":{}}})", responses_quoted(refusal.text));
}

std::string responses_summary_part(std::string_view text) {
  return fmt::format(R"({{"type":"summary_text","text":{}}})", responses_quoted(text));
}

}  // namespace wiretape::provider
