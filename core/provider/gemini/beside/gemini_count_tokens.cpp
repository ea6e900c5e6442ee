#include "wiretape/core/provider/gemini/beside/gemini_count_tokens.h"

#include <fmt/format.h>

#include "wiretape/core/provider/gemini/gemini_error.h"
#include "wiretape/core/provider/gemini/gemini_request.h"
#include "wiretape/core/provider/shared/request_json.h"

namespace wiretape::provider {
namespace {

bool is_at_count_tokens(std::string_view path) {
  return path.ends_with(":countTokens");
}

WholeAnswer answer_count_tokens(const RequestView& request) {
  const auto body = request.json();
  const auto asked = find_member(body, "generateContentRequest");
  if (!body) {
    return gemini_render_error(
        {.status = 400, .message = "Invalid JSON payload received.", .type = {}, .code = {}, .param = {}});
  }
  return {200, gemini_answer_fields(),
          fmt::format("{{\n  \"totalTokens\": {}\n}}\n", gemini_prompt_tokens(asked ? asked : body))};
}

}  // namespace

constinit const SideEndpoint gemini_count_tokens{
    .method = "POST", .is_at = is_at_count_tokens, .answer = answer_count_tokens};

}  // namespace wiretape::provider
