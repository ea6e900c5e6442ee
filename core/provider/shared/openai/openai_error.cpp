#include "wiretape/core/provider/shared/openai/openai_error.h"

#include <string_view>

#include "wiretape/core/provider/error_fields.h"
#include "wiretape/core/provider/shared/openai/openai_fields.h"
#include "wiretape/core/text/json/json_text.h"

namespace wiretape::provider {
namespace {

std::string_view type_for(int status) {
  if (status == 429) return "requests";
  return status >= 500 ? "server_error" : "invalid_request_error";
}

std::optional<std::string> code_for(int status) {
  switch (status) {
    case 401:
      return "invalid_api_key";
    case 404:
      return "model_not_found";
    case 429:
      return "rate_limit_exceeded";
    default:
      return std::nullopt;
  }
}

void append_string_or_null(std::string& out, const std::optional<std::string>& text) {
  if (text) {
    text::append_json_string(out, *text);
  } else {
    out += "null";
  }
}

}  // namespace

std::string openai_error_text(const ErrorReply& error, int status) {
  std::string text = R"({"error":{"message":)";
  text::append_json_string(text, error.message);
  text += R"(,"type":)";
  text::append_json_string(text, error.type ? std::string_view(*error.type) : type_for(status));
  text += R"(,"param":)";
  append_string_or_null(text, error.param);
  text += R"(,"code":)";
  append_string_or_null(text, error.code || error.type ? error.code : code_for(status));
  text += "}}";
  return text;
}

WholeAnswer openai_render_error(const ErrorReply& error) {
  return {error.status, error_fields(openai_answer_fields(), error), openai_error_text(error, error.status)};
}

}  // namespace wiretape::provider
