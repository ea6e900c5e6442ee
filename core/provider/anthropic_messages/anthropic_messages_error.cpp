#include "wiretape/core/provider/anthropic_messages/anthropic_messages_error.h"

#include <algorithm>
#include <array>

#include "wiretape/core/provider/anthropic_messages/anthropic_messages_fields.h"
#include "wiretape/core/provider/error_fields.h"
#include "wiretape/core/text/json/json_text.h"

namespace wiretape::provider {
namespace {

std::string_view type_for(int status) {
  switch (status) {
    case 401:
      return "authentication_error";
    case 402:
      return "billing_error";
    case 403:
      return "permission_error";
    case 404:
      return "not_found_error";
    case 413:
      return "request_too_large";
    case 429:
      return "rate_limit_error";
    case 504:
      return "timeout_error";
    case 529:
      return "overloaded_error";
    default:
      return status >= 500 ? "api_error" : "invalid_request_error";
  }
}

}  // namespace

std::string anthropic_error_text(const ErrorReply& error, int status, std::string_view request_id) {
  std::string text = R"({"type":"error","error":{"type":)";
  text::append_json_string(text, error.type ? std::string_view(*error.type) : type_for(status));
  text += R"(,"message":)";
  text::append_json_string(text, error.message);
  text += R"(},"request_id":)";
  text::append_json_string(text, request_id);
  text += '}';
  return text;
}

WholeAnswer anthropic_messages_render_error(const ErrorReply& error) {
  return {error.status, error_fields(anthropic_answer_fields(), error),
          anthropic_error_text(error, error.status, anthropic_request_id)};
}

WholeAnswer anthropic_messages_render_event_error(ErrorReply error) {
  constexpr std::array statuses{400, 401, 402, 403, 404, 413, 429, 504, 529};
  const auto type = error.type.value_or("");
  const auto* status = std::ranges::find(statuses, std::string_view(type), type_for);
  error.status = status == statuses.end() ? 500 : *status;
  return anthropic_messages_render_error(error);
}

}  // namespace wiretape::provider
