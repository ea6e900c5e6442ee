#include "wiretape/core/provider/ollama/ollama_error.h"

#include <utility>

#include "wiretape/core/provider/error_fields.h"
#include "wiretape/core/provider/shared/error_words.h"
#include "wiretape/core/provider/shared/request_json.h"
#include "wiretape/core/text/json/json_text.h"

namespace wiretape::provider {
namespace {

ErrorReply refused(std::string message) {
  return {.status = 400, .message = std::move(message), .type = {}, .code = {}, .param = {}};
}

}  // namespace

std::string ollama_error_text(const ErrorReply& error) {
  std::string text = R"({"error":)";
  text::append_json_string(text, error.message);
  text += '}';
  return text;
}

WholeAnswer ollama_render_error(const ErrorReply& error) {
  return {error.status, error_fields(ollama_answer_fields(), error), ollama_error_text(error)};
}

wire::HttpFields ollama_answer_fields() {
  return {{"content-type", "application/json; charset=utf-8"}};
}

ErrorMeaning ollama_error_meaning(std::string_view type, std::string_view code) {
  return says_passing(type) || says_passing(code) ? ErrorMeaning::passing : ErrorMeaning::unknown;
}

wire::HttpFields ollama_rate_limit_fields(const RateLimitState& state, WallTime /*now*/) {
  if (!state.refusal || !state.refusal->retry_after) return {};
  return {{"retry-after", retry_after_seconds(*state.refusal->retry_after)}};
}

ErrorReply ollama_rate_limit_error(const QuotaRefusal& refusal) {
  return {.status = 429, .message = rate_limit_message(refusal), .type = {}, .code = {}, .param = {}};
}

std::optional<ErrorReply> ollama_request_error(const RequestView& request) {
  if (request.body().empty()) return refused("missing request body");
  const auto body = request.json();
  if (!body || !body->is_object()) return refused("invalid JSON in the request body");
  if (text_of(body->member("model")).empty()) return refused("model is required");
  return std::nullopt;
}

}  // namespace wiretape::provider
