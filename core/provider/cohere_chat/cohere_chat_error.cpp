#include "wiretape/core/provider/cohere_chat/cohere_chat_error.h"

#include "wiretape/core/provider/error_fields.h"
#include "wiretape/core/provider/shared/error_words.h"
#include "wiretape/core/provider/shared/finish_words.h"
#include "wiretape/core/provider/shared/ids/request_id.h"
#include "wiretape/core/text/json/json_text.h"

namespace wiretape::provider {
namespace {

// As long as Cohere's.
wire::HttpField trace_field() {
  return {"x-debug-trace-id", "000000000000" + std::string(open_request_id)};
}

}  // namespace

std::string cohere_error_text(const ErrorReply& error) {
  std::string text = R"({"message":)";
  text::append_json_string(text, error.message);
  text += '}';
  return text;
}

std::string cohere_error_event_text(const ErrorReply& error) {
  std::string text = R"({"type":"message-end","delta":{"error":)";
  text::append_json_string(text, error.message);
  text += R"(,"finish_reason":"ERROR"}})";
  return text;
}

WholeAnswer cohere_chat_render_error(const ErrorReply& error) {
  return {error.status, error_fields(cohere_chat_answer_fields(), error), cohere_error_text(error)};
}

wire::HttpFields cohere_chat_stream_fields() {
  return {trace_field()};
}

wire::HttpFields cohere_chat_answer_fields() {
  return {{"content-type", "application/json"}, trace_field()};
}

ErrorMeaning cohere_chat_error_meaning(std::string_view type, std::string_view code) {
  const bool is_interrupted = !type.empty() && finish_meaning(type) == FinishMeaning::interrupted;
  const bool is_passing = is_interrupted || says_passing(type) || says_passing(code);
  return is_passing ? ErrorMeaning::passing : ErrorMeaning::unknown;
}

wire::HttpFields cohere_chat_rate_limit_fields(const RateLimitState& state, WallTime /*now*/) {
  wire::HttpFields fields;
  if (state.requests) {
    fields.push_back({"x-trial-endpoint-call-limit", std::to_string(state.requests->limit)});
    fields.push_back({"x-trial-endpoint-call-remaining", std::to_string(state.requests->remaining)});
  }
  if (state.refusal && state.refusal->retry_after) {
    fields.push_back({"retry-after", retry_after_seconds(*state.refusal->retry_after)});
  }
  return fields;
}

ErrorReply cohere_chat_rate_limit_error(const QuotaRefusal& refusal) {
  return {.status = 429, .message = rate_limit_message(refusal), .type = {}, .code = {}, .param = {}};
}

}  // namespace wiretape::provider
