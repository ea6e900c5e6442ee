#include "wiretape/core/provider/anthropic_messages/beside/anthropic_count_tokens.h"

#include <fmt/format.h>

#include "wiretape/core/provider/anthropic_messages/anthropic_messages_error.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_messages_fields.h"
#include "wiretape/core/provider/anthropic_messages/anthropic_messages_request.h"
#include "wiretape/core/provider/shared/request_json.h"

namespace wiretape::provider {
namespace {

bool is_at_count_tokens(std::string_view path) {
  return path.ends_with("/messages/count_tokens");
}

WholeAnswer answer_count_tokens(const RequestView& request) {
  const auto messages = find_member(request.json(), "messages");
  if (!messages || !messages->is_array()) {
    return anthropic_messages_render_error(
        {.status = 400, .message = "messages: Field required", .type = {}, .code = {}, .param = {}});
  }
  return {200, anthropic_answer_fields(),
          fmt::format(R"({{"input_tokens":{}}})", anthropic_messages_prompt_tokens(request))};
}

}  // namespace

constinit const SideEndpoint anthropic_count_tokens{
    .method = "POST", .is_at = is_at_count_tokens, .answer = answer_count_tokens};

}  // namespace wiretape::provider
